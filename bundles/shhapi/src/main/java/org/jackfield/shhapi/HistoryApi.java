package org.jackfield.shhapi;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jackfield.api.rpc.RpcModule;
import org.jackfield.mail.MailClient;
import org.jackfield.messages.KeyRing;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Registers {@code shh_requestMessages} and {@code waku_requestMessages} while there is a {@link MailClient}. */
@Component(
        immediate = true,
        service = {})
public final class HistoryApi {

    private final List<ServiceRegistration<RpcModule>> registrations;

    @Activate
    public HistoryApi(BundleContext context, @Reference MailClient client, @Reference KeyRing ring) {
        HistoryMethod request = new HistoryMethod(client, ring, new Patience(), Clock.systemUTC());
        registrations = Module.NAMESPACES.stream()
                .map(namespace -> new Module(namespace, Map.of("requestMessages", request::call)))
                .map(module -> context.registerService(RpcModule.class, module, null))
                .toList();
    }

    @Deactivate
    void close() {
        registrations.forEach(ServiceRegistration::unregister);
    }
}
