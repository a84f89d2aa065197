package org.jackfield.pss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcMethod;
import org.jackfield.api.rpc.RpcParams;
import org.jackfield.crypto.Secp256k1;
import org.jackfield.overlay.Overlay;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.testing.Malformed;
import org.junit.jupiter.api.Test;

/** Two nodes that are connected and know each other's public keys. */
class HandshakesTest {

    private static final HandshakeMessage MESSAGE = new HandshakeMessage(
            Destination.of(new byte[] {1}), 256, List.of(new byte[32]), 4, Topic.of(new byte[] {1, 2, 3, 4}));

    private final Node here = new Node("00");
    private final Node there = new Node("80");

    HandshakesTest() throws Exception {
        here.seat = here.router.join(Fixtures.node(1), Fixtures.address(there.place), () -> {});
        there.seat = there.router.join(Fixtures.node(1), Fixtures.address(here.place), () -> {});
        here.keys.setPeer(there.keys.publicKey(), Fixtures.TOPIC, Destination.of(there.place));
        there.keys.setPeer(here.keys.publicKey(), Fixtures.TOPIC, Destination.of(here.place));
        here.handshakes.add(Fixtures.TOPIC);
        there.handshakes.add(Fixtures.TOPIC);
    }

    /** Computed: the fields in the order of the original's structure. */
    @Test
    void isWrittenAsTheOriginalWritesIt() throws Exception {
        byte[] encoded = MESSAGE.encode();
        assertEquals(
                "ec01820100e1a0" + "00".repeat(32) + "048401020304",
                HexFormat.of().formatHex(encoded));
        assertArrayEquals(encoded, HandshakeMessage.decode(encoded).encode());
    }

    @Test
    void survivesMalformedMessages() {
        Malformed.feed(HandshakeMessage::decode, List.of(MESSAGE.encode()), RlpException.class);
    }

    @Test
    void bothSidesHaveKeysOfTheOther() throws Exception {
        CompletableFuture<List<String>> wanted = here.handshakes.begin(here.peer(there), false);
        assertFalse(wanted.isDone());
        spread();
        assertEquals(HandshakeKeys.WANTED, wanted.get().size());
        assertEquals(wanted.get(), here.handshakes.table().valid(here.peer(there), HandshakeKeys.Way.OUT));
        assertEquals(secrets(here, there, HandshakeKeys.Way.OUT), secrets(there, here, HandshakeKeys.Way.IN));
        assertEquals(secrets(here, there, HandshakeKeys.Way.IN), secrets(there, here, HandshakeKeys.Way.OUT));
    }

    @Test
    void messagesAreOpenedWithThem() throws Exception {
        List<Delivery> delivered = new ArrayList<>();
        there.router.listen(
                Interest.in(Fixtures.TOPIC),
                delivery -> Optional.of(delivery)
                        .filter(one -> one.seal() == Seal.SYMMETRIC)
                        .ifPresent(delivered::add));
        here.handshakes.begin(here.peer(there), false);
        spread();
        String key = here.handshakes
                .table()
                .valid(here.peer(there), HandshakeKeys.Way.OUT)
                .get(0);
        here.call("sendSym", key, Fixtures.TOPIC.toString(), "0x07");
        spread();
        assertArrayEquals(new byte[] {7}, delivered.get(0).payload());
        assertEquals(Handshakes.LIMIT - 1, here.call("getHandshakeKeyCapacity", key));
        assertEquals(
                Handshakes.LIMIT - 1,
                there.call("getHandshakeKeyCapacity", delivered.get(0).key()));
        assertEquals(Sealer.name(there.keys.publicKey()), here.call("getHandshakePublicKey", key));
    }

    @Test
    void aKeyIsGoodForSoManyMessages() throws Exception {
        here.handshakes.begin(here.peer(there), false);
        spread();
        HandshakeKeys table = here.handshakes.table();
        String key = table.valid(here.peer(there), HandshakeKeys.Way.OUT).get(0);
        for (int i = 0; i < Handshakes.LIMIT; i++) {
            assertTrue(table.use(key));
        }
        assertFalse(table.use(key));
        assertThrows(RpcException.class, () -> here.call("sendSym", key, Fixtures.TOPIC.toString(), "0x07"));
        assertEquals(3, table.valid(here.peer(there), HandshakeKeys.Way.OUT).size());
        assertTrue(table.use("another key"));
    }

    @Test
    void refusesMoreThanEnough() throws Exception {
        here.handshakes.begin(here.peer(there), false);
        spread();
        assertThrows(PssException.class, () -> here.handshakes.begin(here.peer(there), false));
        CompletableFuture<List<String>> more = here.handshakes.begin(here.peer(there), true);
        spread();
        assertFalse(more.isDone(), "it has enough of ours, and was asked for none");
    }

    @Test
    void keysThatAreReleasedOpenNothing() throws Exception {
        here.handshakes.begin(here.peer(there), false);
        spread();
        String theirs = Sealer.name(here.keys.publicKey());
        String topic = Fixtures.TOPIC.toString();
        List<?> in = (List<?>) there.call("getHandshakeKeys", theirs, topic, true, false);
        assertEquals(4, in.size());
        assertEquals(8, ((List<?>) there.call("getHandshakeKeys", theirs, topic, true, true)).size());
        String id = in.get(0).toString();
        assertEquals(true, there.call("releaseHandshakeKey", theirs, topic, id, true));
        assertEquals(false, there.call("releaseHandshakeKey", theirs, topic, id, true));
        assertTrue(there.keys.symmetric(id).isEmpty());
        assertEquals(3, ((List<?>) there.call("getHandshakeKeys", theirs, topic, true, false)).size());
        assertThrows(RpcException.class, () -> there.call("getHandshakeKeyCapacity", id));
    }

    @Test
    void onlySoManyAreKept() throws Exception {
        byte[] many = new HandshakeMessage(
                        Destination.of(there.place), 9, List.of(new byte[32], new byte[32]), 0, Fixtures.TOPIC)
                .encode();
        for (int i = 0; i < 20; i++) {
            there.router.sendAsymmetric(here.keys.publicKey(), Fixtures.TOPIC, many);
        }
        spread();
        assertEquals(
                8,
                here.handshakes
                        .table()
                        .valid(here.peer(there), HandshakeKeys.Way.OUT)
                        .size());
    }

    @Test
    void strangersAreNotHeard() throws Exception {
        Node stranger = new Node("80");
        byte[] message =
                new HandshakeMessage(Destination.of(there.place), 9, List.of(new byte[32]), 4, Fixtures.TOPIC).encode();
        byte[] sealed = stranger.sealer.forOwner(here.keys.publicKey(), message);
        here.seat.received(new PssMessage(Destination.of(here.place), false, false, 1L << 31, Fixtures.TOPIC, sealed));
        assertTrue(here.seat.next().isEmpty());
        assertEquals(List.of(), here.handshakes.table().valid(here.peer(stranger), HandshakeKeys.Way.OUT));
    }

    @Test
    void nobodyAnswersATopicThatWasTakenBack() throws Exception {
        there.call("removeHandshake", Fixtures.TOPIC.toString());
        CompletableFuture<List<String>> wanted = here.handshakes.begin(here.peer(there), false);
        spread();
        assertFalse(wanted.isDone());
        there.call("addHandshake", Fixtures.TOPIC.toString());
        here.handshakes.begin(here.peer(there), false);
        spread();
        assertTrue(wanted.isDone());
    }

    @Test
    void aCallerWaitsOnlySoLong() throws Exception {
        there.handshakes.remove(Fixtures.TOPIC);
        String theirs = Sealer.name(there.keys.publicKey());
        RpcMethod method = new HandshakeMethods(here.handshakes, Duration.ofMillis(1))
                .methods()
                .get("handshake");
        RpcParams waiting = new RpcParams(List.of(theirs, Fixtures.TOPIC.toString(), true, false));
        RpcException failure = assertThrows(RpcException.class, () -> method.call(waiting));
        assertEquals("timeout", failure.getMessage());
        assertEquals(List.of(), method.call(new RpcParams(List.of(theirs, Fixtures.TOPIC.toString(), false, false))));
        RpcParams unknown = new RpcParams(List.of(theirs, "0x00000001", false, false));
        assertThrows(RpcException.class, () -> method.call(unknown));
    }

    private static List<String> secrets(Node node, Node other, HandshakeKeys.Way way) {
        return node.handshakes.table().valid(node.peer(other), way).stream()
                .map(id -> HexFormat.of().formatHex(node.keys.symmetric(id).orElseThrow()))
                .toList();
    }

    /** Until nobody has anything to say. */
    private void spread() {
        while (carry(here, there) | carry(there, here)) {
            // Both ways.
        }
    }

    private static boolean carry(Node from, Node to) {
        Optional<PssMessage> message = from.seat.next();
        message.ifPresent(from.seat::sent);
        message.ifPresent(to.seat::received);
        return message.isPresent();
    }

    private static final class Node {
        final Overlay place;
        final Sealer sealer = new Sealer(Secp256k1.newPrivateKey());
        final KeyTable keys = new KeyTable(sealer);
        final PssRouter router;
        final Handshakes handshakes;
        PssSeat seat;

        Node(String first) {
            place = Overlay.of(Fixtures.bytes(first + "00".repeat(31)));
            router = new PssRouter(
                    () -> Fixtures.table(place, 0), sealer, keys, InstantSource.system(), System::nanoTime);
            handshakes = new Handshakes(router, keys);
        }

        HandshakeKeys.Peer peer(Node other) {
            return new HandshakeKeys.Peer(Sealer.name(other.keys.publicKey()), Fixtures.TOPIC);
        }

        Object call(String method, Object... params) throws Exception {
            Map<String, RpcMethod> methods = new PssModule(router, keys, handshakes).methods();
            return methods.get(method).call(new RpcParams(List.of(params)));
        }
    }
}
