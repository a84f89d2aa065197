package org.jackfield.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What configures the bundles: standard values, over them the settings file, over that the command line.
 *
 * @param configurations by PID: keys and values, {@code String} or {@code String[]}. A PID that is not here is not
 *     configured, and a part that needs a configuration does not start
 * @param parts that must report themselves ready
 */
record NodeSettings(Map<String, Map<String, Object>> configurations, Set<String> parts) {

    static final String PID_PREFIX = "org.jackfield.";

    private static final String OFF = "off";

    /** As the original's (ethersphere/swarm v0.5.8, api/config.go). */
    private static final String GATEWAY = "127.0.0.1:8500";

    NodeSettings {
        configurations = Map.copyOf(configurations);
        parts = Set.copyOf(parts);
    }

    /**
     * @param file settings by PID and key, as {@link SettingsFile} reads them
     * @throws StartException if an option has a bad value, or names a file that cannot be read
     */
    static NodeSettings of(NodeOptions options, Path data, Map<String, Map<String, Object>> file)
            throws StartException {
        Map<String, Map<String, Object>> merged = standard(data);
        file.forEach((pid, values) ->
                merged.computeIfAbsent(pid, any -> new HashMap<>()).putAll(values));
        apply(options, merged);
        // Messages are signed by who the node is.
        merged.computeIfAbsent(pid("pss"), any -> new HashMap<>())
                .putIfAbsent("nodeKey", merged.get(pid("rlpx")).get("nodeKey"));

        Set<String> parts = new LinkedHashSet<>(List.of("key", "p2p", "chain", "messages", "chunks", "rpc", "bzz"));
        checkAddress("core", "listen", merged);
        if (checkRpc(merged, data) == 0) {
            merged.remove(pid("rpc"));
            parts.remove("rpc");
        }
        if (!checkGateway(merged)) {
            merged.remove(pid("gateway"));
            parts.remove("bzz");
        }
        if (merged.containsKey(pid("mail"))) {
            merged.get(pid("mail"))
                    .putIfAbsent("folder", data.resolve("whisper/mail").toString());
            parts.add("mail");
        }
        return new NodeSettings(merged, parts);
    }

    static String pid(String part) {
        return PID_PREFIX + part;
    }

    private static Map<String, Map<String, Object>> standard(Path data) {
        Map<String, Map<String, Object>> settings = new HashMap<>();
        put(settings, "rlpx", "nodeKey", data.resolve("nodekey").toString());
        put(settings, "core", "listen", "127.0.0.1:30303");
        put(settings, "chain", "folder", data.resolve("chain").toString());
        put(settings, "messages", "folder", data.resolve("whisper/keys").toString());
        put(settings, "overlay", "folder", data.resolve("swarm").toString());
        put(settings, "chunks", "folder", data.resolve("swarm/chunks").toString());
        put(settings, "rpc", "listen", "127.0.0.1:8545");
        return settings;
    }

    private static void apply(NodeOptions options, Map<String, Map<String, Object>> settings) throws StartException {
        options.listen.ifPresent(address -> put(settings, "core", "listen", address));
        options.rpc.ifPresent(address -> put(settings, "rpc", "listen", address));
        options.ws.ifPresent(address -> put(settings, "rpc", "ws", address));
        options.engine.ifPresent(address -> put(settings, "rpc", "engine", address));
        options.bzz.ifPresent(address -> put(settings, "gateway", "listen", address));
        options.jwtSecret.ifPresent(
                file -> put(settings, "rpc", "jwtSecret", file.toAbsolutePath().toString()));
        if (options.target.isPresent()) {
            put(settings, "sync", "target", hash("--eth.target", options.target.get()));
        }
        if (options.genesis.isPresent()) {
            put(settings, "chain", "genesis", readable("--genesis", options.genesis.get()));
        }
        options.network.ifPresent(name -> put(settings, "chain", "network", name));
        if (options.state.isPresent()) {
            put(settings, "chain", "state", readable("--state", options.state.get()));
        }
        if (options.nodeKey.isPresent()) {
            put(settings, "rlpx", "nodeKey", readable("--node-key", options.nodeKey.get()));
        }
        if (options.networkId.isPresent()) {
            long id = options.networkId.get();
            if (id < 0) {
                throw StartException.badInput("cannot use --network-id " + id + ": it is negative");
            }
            put(settings, "eth", "networkId", Long.toString(id));
        }
        applyWhisper(options, settings);
    }

    private static void applyWhisper(NodeOptions options, Map<String, Map<String, Object>> settings)
            throws StartException {
        if (options.shhPassword.isPresent()) {
            put(settings, "messages", "passwordFile", readable("--shh.password", options.shhPassword.get()));
        }
        if (options.shhMailserver.isPresent()) {
            put(settings, "mail", "passwordFile", readable("--shh.mailserver", options.shhMailserver.get()));
        }
        if (options.shhLight) {
            put(settings, "envelopes", "light", "true");
        }
        if (options.shhPow.isPresent()) {
            double work = options.shhPow.get();
            if (!(work >= 0 && work < Double.POSITIVE_INFINITY)) {
                throw StartException.badInput("cannot use --shh.pow " + work + ": it is finite and not negative");
            }
            put(settings, "envelopes", "minWork", Double.toString(work));
        }
    }

    private static void put(Map<String, Map<String, Object>> settings, String part, String key, String value) {
        settings.computeIfAbsent(pid(part), any -> new HashMap<>()).put(key, value);
    }

    private static String readable(String option, Path file) throws StartException {
        Path absolute = file.toAbsolutePath();
        try (var in = Files.newInputStream(absolute)) {
            in.read();
            return absolute.toString();
        } catch (IOException e) {
            throw StartException.badInput("cannot read " + option + ' ' + file + ": " + Messages.of(e));
        }
    }

    /** How many ports are to be opened for callers. */
    private static int checkRpc(Map<String, Map<String, Object>> merged, Path data) throws StartException {
        Map<String, Object> rpc = merged.get(pid("rpc"));
        int ports = 0;
        for (String key : List.of("listen", "ws", "engine")) {
            if (!OFF.equals(rpc.getOrDefault(key, OFF))) {
                checkAddress("rpc", key, merged);
                ports++;
            }
        }
        if (rpc.containsKey("engine")) {
            rpc.putIfAbsent("jwtSecret", data.resolve("jwtsecret").toString());
        }
        return ports;
    }

    /** Whether swarm's gateway is to be opened. Where nobody said on which port, one that is taken is no reason not to start. */
    private static boolean checkGateway(Map<String, Map<String, Object>> merged) throws StartException {
        Map<String, Object> gateway = merged.computeIfAbsent(pid("gateway"), any -> new HashMap<>());
        if (!gateway.containsKey("listen")) {
            gateway.put("listen", GATEWAY);
            gateway.putIfAbsent("yields", "true");
        }
        if (OFF.equals(gateway.get("listen"))) {
            return false;
        }
        checkAddress("gateway", "listen", merged);
        return true;
    }

    private static void checkAddress(String part, String key, Map<String, Map<String, Object>> settings)
            throws StartException {
        try {
            HostPort.parse((String) settings.get(pid(part)).get(key));
        } catch (IllegalArgumentException e) {
            throw StartException.badInput("cannot use " + part + '.' + key + ": " + e.getMessage());
        }
    }

    private static String hash(String option, String text) throws StartException {
        if (!text.matches("(0x)?[0-9a-fA-F]{64}")) {
            throw StartException.badInput("cannot use " + option + ' ' + text
                    + ": a hash has 64 hexadecimal digits, with 0x before them or not");
        }
        return text;
    }
}
