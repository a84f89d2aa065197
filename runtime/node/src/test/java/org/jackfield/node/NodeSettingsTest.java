package org.jackfield.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeSettingsTest {

    private static final Path DATA = Path.of("/data");

    private final NodeOptions options = new NodeOptions();

    @Test
    void standsOnItsOwnWithoutAnyOption() throws StartException {
        NodeSettings settings = NodeSettings.of(options, DATA, Map.of());

        assertEquals(
                Map.of(
                        "org.jackfield.rlpx", Map.of("nodeKey", "/data/nodekey"),
                        "org.jackfield.pss", Map.of("nodeKey", "/data/nodekey"),
                        "org.jackfield.core", Map.of("listen", "127.0.0.1:30303"),
                        "org.jackfield.chain", Map.of("folder", "/data/chain"),
                        "org.jackfield.messages", Map.of("folder", "/data/whisper/keys"),
                        "org.jackfield.overlay", Map.of("folder", "/data/swarm"),
                        "org.jackfield.chunks", Map.of("folder", "/data/swarm/chunks"),
                        "org.jackfield.gateway", Map.of("listen", "127.0.0.1:8500", "yields", "true"),
                        "org.jackfield.rpc", Map.of("listen", "127.0.0.1:8545")),
                settings.configurations());
        assertEquals(Set.of("key", "p2p", "chain", "messages", "chunks", "rpc", "bzz"), settings.parts());
    }

    @Test
    void optionsWinOverTheFileAndTheFileOverStandardValues() throws StartException {
        options.listen = Optional.of("0.0.0.0:1");
        Map<String, Map<String, Object>> file = Map.of(
                "org.jackfield.core", Map.of("listen", "0.0.0.0:2", "maxPeers", "7"),
                "org.jackfield.rpc", Map.of("listen", "127.0.0.1:3"));

        NodeSettings settings = NodeSettings.of(options, DATA, file);

        assertEquals(
                Map.of("listen", "0.0.0.0:1", "maxPeers", "7"),
                settings.configurations().get("org.jackfield.core"));
        assertEquals(Map.of("listen", "127.0.0.1:3"), settings.configurations().get("org.jackfield.rpc"));
    }

    @Test
    void aPartThatIsOffIsNeitherConfiguredNorWaitedFor() throws StartException {
        options.rpc = Optional.of("off");

        NodeSettings settings = NodeSettings.of(options, DATA, Map.of());

        assertFalse(settings.configurations().containsKey("org.jackfield.rpc"));
        assertEquals(Set.of("key", "p2p", "chain", "messages", "chunks", "bzz"), settings.parts());
    }

    @Test
    void opensWhatACallerOfAnyKindIsToFind() throws StartException {
        options.ws = Optional.of("127.0.0.1:8546");
        options.engine = Optional.of("127.0.0.1:8551");

        assertEquals(
                Map.of(
                        "listen", "127.0.0.1:8545",
                        "ws", "127.0.0.1:8546",
                        "engine", "127.0.0.1:8551",
                        "jwtSecret", "/data/jwtsecret"),
                NodeSettings.of(options, DATA, Map.of()).configurations().get("org.jackfield.rpc"));
    }

    @Test
    void servesAConsensusClientAlone() throws StartException {
        options.rpc = Optional.of("off");
        options.engine = Optional.of("127.0.0.1:8551");
        options.jwtSecret = Optional.of(Path.of("/secrets/jwt"));

        NodeSettings settings = NodeSettings.of(options, DATA, Map.of());

        assertEquals(
                Map.of("listen", "off", "engine", "127.0.0.1:8551", "jwtSecret", "/secrets/jwt"),
                settings.configurations().get("org.jackfield.rpc"));
        assertEquals(Set.of("key", "p2p", "chain", "messages", "chunks", "rpc", "bzz"), settings.parts());
    }

    @Test
    void insistsOnAGatewayThatSomebodyNamed() throws StartException {
        Map<String, Map<String, Object>> file = Map.of("org.jackfield.gateway", Map.of("listen", "127.0.0.1:3"));

        assertEquals(
                Map.of("listen", "127.0.0.1:3"),
                NodeSettings.of(options, DATA, file).configurations().get("org.jackfield.gateway"));
        options.bzz = Optional.of("127.0.0.1:4");
        assertEquals(
                Map.of("listen", "127.0.0.1:4"),
                NodeSettings.of(options, DATA, file).configurations().get("org.jackfield.gateway"));
    }

    @Test
    void opensNoGatewayIfToldTo() throws StartException {
        options.bzz = Optional.of("off");

        NodeSettings settings = NodeSettings.of(options, DATA, Map.of());

        assertFalse(settings.configurations().containsKey("org.jackfield.gateway"));
        assertEquals(Set.of("key", "p2p", "chain", "messages", "chunks", "rpc"), settings.parts());
    }

    @Test
    void passesTheTargetOn() throws StartException {
        String hash = "0x" + "ab".repeat(32);
        options.target = Optional.of(hash);

        assertEquals(
                Map.of("target", hash),
                NodeSettings.of(options, DATA, Map.of()).configurations().get("org.jackfield.sync"));
    }

    @Test
    void refusesATargetThatIsNoHash() {
        options.target = Optional.of("0x12");

        refused("cannot use --eth.target 0x12: a hash has 64 hexadecimal digits, with 0x before them or not");
    }

    @Test
    void refusesAMalformedAddressOfAnyPort() {
        options.engine = Optional.of("8551");

        refused("cannot use rpc.engine: an address reads HOST:PORT with a port from 0 to 65535, got \"8551\"");
    }

    @Test
    void passesFilesOnByTheirFullPath(@TempDir Path folder) throws IOException, StartException {
        options.genesis = Optional.of(Files.writeString(folder.resolve("genesis.json"), "{}"));
        options.nodeKey = Optional.of(Files.writeString(folder.resolve("key"), "00"));
        options.state = Optional.of(Files.writeString(folder.resolve("state.json"), "{}"));
        options.networkId = Optional.of(5L);

        Map<String, Map<String, Object>> settings =
                NodeSettings.of(options, DATA, Map.of()).configurations();

        assertEquals(
                folder.resolve("genesis.json").toString(),
                settings.get("org.jackfield.chain").get("genesis"));
        assertEquals(
                folder.resolve("state.json").toString(),
                settings.get("org.jackfield.chain").get("state"));
        assertEquals(
                folder.resolve("key").toString(),
                settings.get("org.jackfield.rlpx").get("nodeKey"));
        assertEquals(settings.get("org.jackfield.rlpx"), settings.get("org.jackfield.pss"));
        assertEquals(Map.of("networkId", "5"), settings.get("org.jackfield.eth"));
    }

    @Test
    void passesTheNetworkOnByItsName() throws StartException {
        options.network = Optional.of("sepolia");

        assertEquals(
                "sepolia",
                NodeSettings.of(options, DATA, Map.of())
                        .configurations()
                        .get("org.jackfield.chain")
                        .get("network"));
    }

    @Test
    void runsAMailServerOnlyIfToldTo(@TempDir Path folder) throws Exception {
        Path password = Files.writeString(folder.resolve("password"), "secret");
        options.shhMailserver = Optional.of(password);
        options.shhPassword = Optional.of(password);

        NodeSettings settings = NodeSettings.of(options, DATA, Map.of());

        assertEquals(
                Map.of("folder", "/data/whisper/mail", "passwordFile", password.toString()),
                settings.configurations().get("org.jackfield.mail"));
        assertEquals(
                Map.of("folder", "/data/whisper/keys", "passwordFile", password.toString()),
                settings.configurations().get("org.jackfield.messages"));
        assertEquals(Set.of("key", "p2p", "chain", "messages", "chunks", "rpc", "bzz", "mail"), settings.parts());
    }

    @Test
    void aMailServerMayBeSetUpInTheFileToo() throws StartException {
        Map<String, Map<String, Object>> file =
                Map.of("org.jackfield.mail", Map.of("passwordFile", "/p", "folder", "/elsewhere"));

        assertEquals(
                Map.of("folder", "/elsewhere", "passwordFile", "/p"),
                NodeSettings.of(options, DATA, file).configurations().get("org.jackfield.mail"));
    }

    @Test
    void asksForWorkAndRelaysNothingIfToldTo() throws StartException {
        options.shhPow = Optional.of(1.5);
        options.shhLight = true;

        assertEquals(
                Map.of("minWork", "1.5", "light", "true"),
                NodeSettings.of(options, DATA, Map.of()).configurations().get("org.jackfield.envelopes"));

        options.shhPow = Optional.of(Double.NaN);
        refused("cannot use --shh.pow NaN: it is finite and not negative");
    }

    @Test
    void refusesAFileThatCannotBeRead() {
        options.nodeKey = Optional.of(Path.of("/no/such/key"));

        refused("cannot read --node-key /no/such/key: /no/such/key does not exist");
    }

    @Test
    void refusesAMalformedAddress() {
        options.rpc = Optional.of("8545");

        refused("cannot use rpc.listen: an address reads HOST:PORT with a port from 0 to 65535, got \"8545\"");
    }

    @Test
    void refusesANegativeNetworkId() {
        options.networkId = Optional.of(-1L);

        refused("cannot use --network-id -1: it is negative");
    }

    private void refused(String message) {
        var e = assertThrows(StartException.class, () -> NodeSettings.of(options, DATA, Map.of()));
        assertEquals(message, e.getMessage());
        assertEquals(StartException.BAD_INPUT, e.status());
    }
}
