package org.jackfield.shhapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jackfield.api.rpc.RpcFeed;
import org.jackfield.api.rpc.RpcModule;
import org.jackfield.envelopes.EnvelopePool;
import org.jackfield.envelopes.EnvelopeRelay;
import org.jackfield.messages.KeyRing;
import org.jackfield.messages.Messenger;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Registers {@code shh_*} and {@code waku_*}, methods and feed: one of each a namespace. */
@Component(
        immediate = true,
        service = {})
public final class MessageApi {

    /** Of shh as go-ethereum names it; of waku as its wire's specification does. */
    private static final Map<String, String> VERSIONS = Map.of("shh", "6.0", "waku", "1.0");

    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

    @Activate
    public MessageApi(
            BundleContext context,
            @Reference Messenger messenger,
            @Reference KeyRing ring,
            @Reference EnvelopePool pool,
            @Reference EnvelopeRelay relay) {
        PostMethod post = new PostMethod(messenger, new Patience());
        for (String namespace : Module.NAMESPACES) {
            RpcModule module = Module.of(
                    namespace,
                    new NodeMethods(pool, relay).methods(VERSIONS.get(namespace)),
                    new KeyMethods(ring).methods(),
                    new FilterMethods(messenger).methods(),
                    Map.of("post", post::call));
            registrations.add(context.registerService(RpcModule.class, module, null));
            registrations.add(context.registerService(RpcFeed.class, new MessagesFeed(namespace, messenger), null));
        }
    }

    @Deactivate
    void close() {
        registrations.forEach(ServiceRegistration::unregister);
    }
}
