package org.jackfield.rpc;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jackfield.api.Readiness;
import org.jackfield.api.rpc.RpcModule;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the port when it is configured and serves whatever modules are registered. */
@Component(
        service = Readiness.class,
        immediate = true,
        configurationPid = "org.jackfield.rpc",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = RpcConfig.class)
public final class RpcServer implements Readiness {

    private static final Logger LOG = LoggerFactory.getLogger(RpcServer.class);

    private final MethodTable methods = new MethodTable();
    private final Optional<HttpEndpoint> endpoint;
    private final String text;
    private final Optional<String> problem;

    @Activate
    public RpcServer(RpcConfig config) {
        methods.add(new ModuleList(methods), 0);
        Optional<HttpEndpoint> opened = Optional.empty();
        Optional<String> failure = Optional.empty();
        try {
            opened = Optional.of(open(config));
        } catch (IOException | IllegalArgumentException e) {
            failure = Optional.of("cannot serve JSON-RPC on " + config.listen() + ": " + reason(e));
        }
        endpoint = opened;
        problem = failure;
        text = opened.map(open -> "http://" + ListenAddress.text(open.address()))
                .orElse("not listening");
        problem.ifPresentOrElse(LOG::error, () -> LOG.info("JSON-RPC on {}", text));
    }

    private HttpEndpoint open(RpcConfig config) throws IOException {
        InetSocketAddress address = ListenAddress.parse(config.listen());
        RequestGate gate = new RequestGate(Arrays.stream(config.vhosts())
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet()));
        OperatorRule rule = OperatorRule.of(address, config.adminRemote());
        return HttpEndpoint.open(address, new RpcHandler(gate, rule, new JsonRpc(methods)));
    }

    @Deactivate
    void close() {
        endpoint.ifPresent(HttpEndpoint::close);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addModule(RpcModule module, Map<String, Object> properties) {
        Object ranking = properties.get("service.ranking");
        try {
            methods.add(module, ranking instanceof Integer ? (Integer) ranking : 0);
        } catch (RuntimeException e) {
            // A whiteboard takes what others register: a bad module harms itself alone.
            LOG.warn("the JSON-RPC module {} is refused: {}", module.getClass().getName(), e.toString());
        }
    }

    void removeModule(RpcModule module) {
        methods.remove(module);
    }

    @Override
    public String name() {
        return "rpc";
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public Optional<String> problem() {
        return problem;
    }

    private static String reason(Exception e) {
        if (e instanceof UnknownHostException) {
            return "unknown host";
        }
        return String.valueOf(e.getMessage());
    }
}
