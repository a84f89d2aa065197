package org.jackfield.pss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcParams;
import org.jackfield.crypto.Secp256k1;
import org.jackfield.overlay.Overlay;
import org.jackfield.overlay.TableView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a caller gets, in values; our address is all zero. */
class PssModuleTest {

    private static final Overlay OWNER = Overlay.of(new byte[Overlay.BYTES]);
    private static final String ADDRESS = "0x" + "00".repeat(Overlay.BYTES);
    private static final String TOPIC = Fixtures.TOPIC.toString();
    private static final String KEY = "0x" + "07".repeat(32);

    private Optional<TableView> table = Fixtures.table(OWNER, 0);
    private final Sealer sealer = new Sealer(Secp256k1.newPrivateKey());
    private final KeyTable keys = new KeyTable(sealer);
    private final PssRouter router = new PssRouter(() -> table, sealer, keys, InstantSource.system(), System::nanoTime);
    private final PssModule module = new PssModule(router, keys, new Handshakes(router, keys));
    private final ReceiveFeed feed = new ReceiveFeed(router);
    private final PssSeat peer = router.join(Fixtures.node(1), Fixtures.address(OWNER), () -> {});

    @Test
    void tellsWhoAndWhereWeAre() throws Exception {
        assertEquals(ADDRESS, call("baseAddr"));
        assertEquals(PssModule.hex(keys.publicKey()), call("getPublicKey"));
        table = Optional.empty();
        assertThrows(RpcException.class, () -> call("baseAddr"));
    }

    @Test
    void makesTopicsOfNames() throws Exception {
        assertEquals("0x826e4e67", call("stringToTopic", "topic of vectors"));
    }

    @Test
    void sendsRawMessages() throws Exception {
        assertNull(call("sendRaw", "0x", TOPIC, "0x0102"));
        PssMessage sent = peer.next().orElseThrow();
        assertEquals(Destination.EVERYBODY, sent.to());
        assertEquals("0x0102", PssModule.hex(sent.payload()));
    }

    @Test
    void keepsSymmetricKeysAndSends() throws Exception {
        String id = (String) call("setSymmetricKey", KEY, TOPIC, "0xab", true);
        assertEquals(KEY, call("getSymmetricKey", id));
        assertEquals("0xab", call("getSymmetricAddressHint", TOPIC, id));
        assertEquals("0xab", call("getAddress", TOPIC, false, id));
        assertNull(call("sendSym", id, TOPIC, "0x01"));
        assertTrue(peer.next().orElseThrow().symmetric());
        String generated = (String) call("generateSymmetricKey", TOPIC, "0x", false);
        assertEquals("0x", call("getSymmetricAddressHint", TOPIC, generated));
    }

    @Test
    void takesKeysAsTheOriginalsClientWritesThem() throws Exception {
        String base64 = Base64.getEncoder().encodeToString(Fixtures.bytes("07".repeat(32)));
        assertEquals(KEY, call("getSymmetricKey", call("setSymmetricKey", base64, TOPIC, "0x", false)));
    }

    @Test
    void keepsPeersAndSends() throws Exception {
        String other = PssModule.hex(new Sealer(Secp256k1.newPrivateKey()).publicKey());
        assertEquals(List.of(), call("getPeerTopics", other));
        assertNull(call("setPeerPublicKey", other, TOPIC, "0xabcd"));
        assertEquals(List.of(TOPIC), call("getPeerTopics", other));
        assertEquals("0xabcd", call("getPeerAddress", other, TOPIC));
        assertEquals("0xabcd", call("getAsymmetricAddressHint", TOPIC, other));
        assertEquals("0xabcd", call("getAddress", TOPIC, true, other));
        assertNull(call("sendAsym", other, TOPIC, "0x01"));
        assertEquals(Seal.ASYMMETRIC, peer.next().orElseThrow().seal());
    }

    /** Methods with a space between their arguments; {@code T} stands for the topic. */
    @ParameterizedTest
    @CsvSource({
        "sendRaw, 0x T 0x, invalid message length",
        "sendSym, ff T 0x01, missing valid send symkey ff: non-existent key ID",
        "sendAsym, 0x04 T 0x01, invalid topic 'T' for pubkey '0x04'",
        "getSymmetricKey, ff, non-existent key ID",
        "getSymmetricAddressHint, T ff, symkey/topic pair ff/T doesn't exist",
        "getAsymmetricAddressHint, T 0x04, pubkey/topic pair 0x04/T doesn't exist",
        "setPeerPublicKey, 0x0405 T 0x, Cannot unmarshal pubkey: 0405"
    })
    void fails(String method, String arguments, String message) {
        RpcException failure = failure(method, arguments);
        assertEquals(RpcException.FAILED, failure.code(), failure.getMessage());
        assertEquals(message.replace("T", TOPIC), failure.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "sendRaw, 0x T",
        "sendRaw, 0x 0x112233 0x01",
        "sendRaw, zz T 0x01",
        "sendRaw, 0x000000000000000000000000000000000000000000000000000000000000000000 T 0x01",
        "sendRaw, 0x T 0x01 more",
        "sendAsym, nobody T 0x01",
        "getAsymmetricAddressHint, T nobody",
        "setSymmetricKey, !! T 0x",
        "stringToTopic, a b"
    })
    void refusesOtherArguments(String method, String arguments) {
        assertEquals(RpcException.INVALID_PARAMS, failure(method, arguments).code());
    }

    @Test
    void passesMessagesOnToSubscribers() throws Exception {
        List<Object> heard = new ArrayList<>();
        AutoCloseable subscription = feed.subscribe(new RpcParams(List.of(TOPIC, true, false)), heard::add);
        List<Object> sealedAlone = new ArrayList<>();
        feed.subscribe(new RpcParams(List.of(TOPIC, false, false)), sealedAlone::add);
        peer.received(Fixtures.raw(Destination.of(OWNER), 1, 2));
        assertEquals(List.of(Map.of("Msg", "0x0102", "Asymmetric", false, "Key", "")), heard);
        assertEquals(List.of(), sealedAlone);
        byte[] sealed = sealer.forOwner(sealer.publicKey(), new byte[] {3});
        peer.received(new PssMessage(Destination.of(OWNER), false, false, 1L << 31, Fixtures.TOPIC, sealed));
        assertEquals(
                List.of(Map.of("Msg", "0x03", "Asymmetric", true, "Key", PssModule.hex(keys.publicKey()))),
                sealedAlone);
        subscription.close();
        peer.received(Fixtures.raw(Destination.of(OWNER), 4));
        assertEquals(2, heard.size());
    }

    @Test
    void refusesSubscriptionsThatDoNotSayWhatTheyWant() {
        for (List<Object> params : List.<List<Object>>of(List.of(), List.of(TOPIC), List.of("0x11", true, true))) {
            assertThrows(RpcException.class, () -> feed.subscribe(new RpcParams(params), any -> {}));
        }
    }

    private Object call(String method, Object... params) throws Exception {
        return module.methods().get(method).call(new RpcParams(List.of(params)));
    }

    private RpcException failure(String method, String arguments) {
        Object[] params = arguments.replace("T", TOPIC).split(" ");
        return assertThrows(RpcException.class, () -> call(method, params));
    }
}
