package org.jackfield.rpc;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jackfield.api.Readiness;
import org.jackfield.api.http.HostNames;
import org.jackfield.api.http.ListenAddress;
import org.jackfield.api.rpc.RpcFeed;
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

/** Opens the ports that are configured, and serves whatever modules and feeds are registered. */
@Component(
        service = Readiness.class,
        immediate = true,
        configurationPid = "org.jackfield.rpc",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = RpcConfig.class)
public final class RpcServer implements Readiness {

    private static final Logger LOG = LoggerFactory.getLogger(RpcServer.class);

    private final MethodTable methods = new MethodTable();
    private final MethodTable forConsensus = new MethodTable();
    private final FeedTable feeds = new FeedTable();
    private final List<Endpoint> endpoints = new ArrayList<>();
    private final String text;
    private final Optional<String> problem;

    @Activate
    public RpcServer(RpcConfig config) {
        methods.add(new ModuleList(methods), 0);
        problem = open(config);
        text = endpoints.isEmpty()
                ? "not listening"
                : endpoints.stream().map(Endpoint::text).collect(Collectors.joining(", "));
        problem.ifPresentOrElse(LOG::error, () -> LOG.info("JSON-RPC on {}", text));
    }

    private interface Opening {
        Endpoint open() throws IOException;
    }

    /** Opens what is configured; all or, if one cannot be opened, nothing. */
    private Optional<String> open(RpcConfig config) {
        Map<String, Opening> openings = new LinkedHashMap<>();
        if (isOn(config.listen())) {
            openings.put("JSON-RPC on " + config.listen(), () -> openHttp(config));
        }
        if (isOn(config.ws())) {
            openings.put("JSON-RPC over WebSocket on " + config.ws(), () -> openWs(config));
        }
        if (isOn(config.engine())) {
            openings.put("the engine API on " + config.engine(), () -> openEngine(config));
        }
        for (Map.Entry<String, Opening> opening : openings.entrySet()) {
            try {
                endpoints.add(opening.getValue().open());
            } catch (IOException | IllegalArgumentException e) {
                close();
                return Optional.of("cannot serve " + opening.getKey() + ": " + reason(e));
            }
        }
        return Optional.empty();
    }

    private Endpoint openHttp(RpcConfig config) throws IOException {
        InetSocketAddress address = ListenAddress.parse(config.listen());
        OperatorRule rule = OperatorRule.of(address, config.adminRemote());
        return HttpEndpoint.open("", address, RpcHandler.open(gate(config), rule, new JsonRpc(methods)));
    }

    private Endpoint openWs(RpcConfig config) throws IOException {
        InetSocketAddress address = ListenAddress.parse(config.ws());
        return WsEndpoint.open(new WsEndpoint.Settings(
                address,
                OriginRule.of(config.wsOrigins()),
                OperatorRule.of(address, config.adminRemote()),
                config.wsConnections(),
                new JsonRpc(methods),
                feeds));
    }

    private Endpoint openEngine(RpcConfig config) throws IOException {
        InetSocketAddress address = ListenAddress.parse(config.engine());
        if (config.jwtSecret().isBlank()) {
            throw new IOException("no secret file is set (jwtSecret)");
        }
        TokenCheck check = new TokenCheck(TokenSecret.of(Path.of(config.jwtSecret())), InstantSource.system());
        return HttpEndpoint.open(
                "engine", address, RpcHandler.authenticated(check, gate(config), new JsonRpc(forConsensus)));
    }

    private static boolean isOn(String address) {
        return address != null && !address.isBlank() && !address.equals("off");
    }

    private static RequestGate gate(RpcConfig config) {
        return new RequestGate(HostNames.of(config.vhosts()));
    }

    @Deactivate
    void close() {
        endpoints.forEach(Endpoint::close);
        endpoints.clear();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addModule(RpcModule module, Map<String, Object> properties) {
        Object ranking = properties.get("service.ranking");
        try {
            add(module, ranking instanceof Integer ? (Integer) ranking : 0);
        } catch (RuntimeException e) {
            // A whiteboard takes what others register: a bad module harms itself alone.
            LOG.warn("the JSON-RPC module {} is refused: {}", module.getClass().getName(), e.toString());
        }
    }

    private void add(RpcModule module, int ranking) {
        if (!module.authenticated()) {
            methods.add(module, ranking);
        }
        // The consensus client has use for eth's methods too (execution-apis src/engine/common.md).
        if (module.authenticated() || module.namespace().equals("eth")) {
            forConsensus.add(module, ranking);
        }
    }

    void removeModule(RpcModule module) {
        methods.remove(module);
        forConsensus.remove(module);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addFeed(RpcFeed feed) {
        feeds.add(feed);
    }

    void removeFeed(RpcFeed feed) {
        feeds.remove(feed);
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
