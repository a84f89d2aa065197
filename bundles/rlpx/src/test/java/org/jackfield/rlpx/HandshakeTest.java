package org.jackfield.rlpx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.jackfield.api.NodeId;
import org.jackfield.crypto.Keccak256;
import org.jackfield.crypto.NodeKey;
import org.jackfield.crypto.Secp256k1;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest {

    private static final int MALFORMED_CASES = 10_000;
    private static final NodeKey KEY_A = Eip8.keyA();
    private static final NodeKey KEY_B = Eip8.keyB();

    @ParameterizedTest
    @ValueSource(strings = {"auth1", "auth2", "auth3"})
    void recipientReadsEveryAuthOfEip8(String auth) throws Exception {
        Handshake.Result result = recipientB().read(wrap(auth)).orElseThrow();
        assertEquals(Eip8.idA(), result.secrets().remote());
    }

    @Test
    void recipientAnswersInKind() throws Exception {
        assertEquals(210, recipientB().read(wrap("auth1")).orElseThrow().reply().length);
        byte[] ack = recipientB().read(wrap("auth2")).orElseThrow().reply();
        RlpReader items = HandshakeMessage.open(ack, Eip8.bytes("static-key-a"));
        assertArrayEquals(Secp256k1.publicKey(Eip8.ephemeralB().privateKey()), items.readBytes(64));
        assertArrayEquals(Eip8.bytes("nonce-b"), items.readBytes(32));
        assertEquals(4, items.readInt());
        items.finish();
    }

    @Test
    void answersToTheOldFormAreReadableByItsRules() throws Exception {
        byte[] ack = recipientB().read(wrap("auth1")).orElseThrow().reply();
        byte[] fields = HandshakeMessage.openBare(ack, Eip8.bytes("static-key-a"));
        byte[] golden = HandshakeMessage.openBare(Eip8.bytes("ack1"), Eip8.bytes("static-key-a"));
        assertArrayEquals(golden, fields);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ack2", "ack3"})
    void initiatorReadsEveryAckOfEip8(String ack) throws Exception {
        Handshake.Result result = initiatorA().read(wrap(ack)).orElseThrow();
        assertEquals(Eip8.idB(), result.secrets().remote());
        assertEquals(0, result.reply().length);
    }

    @Test
    void derivesTheSecretsOfEip8() {
        Secrets secrets = Eip8.secrets(false);
        assertArrayEquals(Eip8.bytes("aes-secret"), secrets.aes());
        assertArrayEquals(Eip8.bytes("mac-secret"), secrets.mac());
        Keccak256 ingress = secrets.ingress();
        ingress.update("foo".getBytes(StandardCharsets.US_ASCII), 0, 3);
        assertArrayEquals(Eip8.bytes("ingress-foo"), ingress.digest());
    }

    @Test
    void initiatorDerivesTheSecretsOfEip8() throws Exception {
        Secrets secrets = initiatorA().read(wrap("ack2")).orElseThrow().secrets();
        assertArrayEquals(Eip8.bytes("aes-secret"), secrets.aes());
        assertArrayEquals(Eip8.bytes("mac-secret"), secrets.mac());
        Keccak256 egress = secrets.egress();
        egress.update("foo".getBytes(StandardCharsets.US_ASCII), 0, 3);
        assertArrayEquals(Eip8.bytes("ingress-foo"), egress.digest());
    }

    @Test
    void recoversTheEphemeralKeyOfTheInitiator() throws Exception {
        // The secrets depend on auth only through the ephemeral key and the nonce, so this proves both were read.
        Handshake.Result result = recipientB().read(wrap("auth2")).orElseThrow();
        assertArrayEquals(Eip8.bytes("aes-secret"), result.secrets().aes());
        assertArrayEquals(Eip8.bytes("mac-secret"), result.secrets().mac());
    }

    @Test
    void bothSidesAgreeWhenFedByteByByte() throws Exception {
        Initiator initiator = new Initiator(Eip8.keyA(), Eip8.idB());
        Recipient recipient = new Recipient(Eip8.keyB());
        assertEquals(0, recipient.opening().length);
        Handshake.Result fromAuth = byteByByte(recipient, initiator.opening());
        Handshake.Result fromAck = byteByByte(initiator, fromAuth.reply());
        assertEquals(Eip8.idA(), fromAuth.secrets().remote());
        assertArrayEquals(fromAuth.secrets().aes(), fromAck.secrets().aes());
        assertArrayEquals(fromAuth.secrets().mac(), fromAck.secrets().mac());
        assertArrayEquals(
                fromAuth.secrets().egress().digest(),
                fromAck.secrets().ingress().digest());
        assertArrayEquals(
                fromAuth.secrets().ingress().digest(),
                fromAck.secrets().egress().digest());
    }

    @Test
    void readsTheOldFormByteByByte() throws Exception {
        assertEquals(
                Eip8.idA(),
                byteByByte(recipientB(), Eip8.bytes("auth1")).secrets().remote());
    }

    @Test
    void leavesWhatFollowsTheHandshake() throws Exception {
        byte[] ack = Eip8.bytes("ack2");
        ByteBuffer input = ByteBuffer.wrap(Arrays.copyOf(ack, ack.length + 7));
        assertTrue(initiatorA().read(input).isPresent());
        assertEquals(7, input.remaining());
    }

    @Test
    void auth2IsWhatOurInitiatorWouldSay() throws Exception {
        byte[] ours = Initiator.auth(Eip8.keyA(), Eip8.idB(), Eip8.ephemeralA());
        RlpReader items = HandshakeMessage.open(ours, Eip8.bytes("static-key-b"));
        RlpReader golden = HandshakeMessage.open(Eip8.bytes("auth2"), Eip8.bytes("static-key-b"));
        // Whatever signs, the key must come out of the signature: go-ethereum's and ours may differ in the nonce used.
        assertArrayEquals(recovered(golden), recovered(items));
        assertArrayEquals(golden.readBytes(64), items.readBytes(64));
        assertArrayEquals(golden.readBytes(32), items.readBytes(32));
        assertEquals(golden.readInt(), items.readInt());
        items.finish();
    }

    @Test
    void padsByRandomAmountsOfAtLeastAHundredBytes() throws Exception {
        int shortest = Integer.MAX_VALUE;
        int longest = 0;
        RlpWriter empty = new RlpWriter().beginList().endList();
        for (int i = 0; i < 50; i++) {
            int length = HandshakeMessage.seal(empty, Eip8.keyB().publicKey(), NodeKey.generate()).length;
            shortest = Math.min(shortest, length);
            longest = Math.max(longest, length);
        }
        assertTrue(shortest >= 2 + 113 + 1 + 100, "shortest " + shortest);
        assertTrue(longest > shortest);
    }

    @Test
    void readsALargeAuthWhoseSizeBeginsLikeTheOldForm() throws Exception {
        RlpWriter list = new RlpWriter()
                .beginList()
                .write(authSignature())
                .write(Eip8.keyA().publicKey())
                .write(Eip8.bytes("nonce-a"))
                .write(4)
                .write(new byte[660])
                .endList();
        byte[] auth = HandshakeMessage.seal(list, Eip8.keyB().publicKey(), NodeKey.generate());
        assertEquals(4, auth[0], "the size is to begin with the byte 4");
        assertEquals(Eip8.idA(), byteByByte(recipientB(), auth).secrets().remote());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 112, 2049, 0xffff})
    void refusesSizesOutOfRangeAtOnce(int size) {
        byte[] prefix = {(byte) (size >>> 8), (byte) size};
        assertThrows(HandshakeException.class, () -> initiatorA().read(ByteBuffer.wrap(prefix)));
        assertThrows(HandshakeException.class, () -> recipientB().read(ByteBuffer.wrap(prefix)));
    }

    @Test
    void refusesToDialWhatIsNotAKey() {
        NodeId noKey = NodeId.of(new byte[NodeId.BYTES]);
        HandshakeException refused =
                assertThrows(HandshakeException.class, () -> new Initiator(NodeKey.generate(), noKey));
        assertTrue(refused.getMessage().contains("not a public key"), refused.getMessage());
    }

    @Test
    void refusesAnAuthMadeForSomebodyElse() {
        Recipient other = new Recipient(NodeKey.generate());
        assertThrows(HandshakeException.class, () -> other.read(wrap("auth2")));
    }

    @Test
    void refusesAnOldAuthWhoseEphemeralHashIsWrong() throws Exception {
        byte[] fields = HandshakeMessage.openBare(Eip8.bytes("auth1"), Eip8.bytes("static-key-b"));
        fields[65] ^= 1;
        byte[] auth = HandshakeMessage.sealBare(fields, Eip8.keyB().publicKey(), NodeKey.generate());
        assertThrows(HandshakeException.class, () -> recipientB().read(ByteBuffer.wrap(auth)));
    }

    @Test
    void malformedMessagesRaiseNothingButTheDeclaredException() throws Exception {
        Random random = new Random(8);
        byte[][] messages = {Eip8.bytes("auth1"), Eip8.bytes("auth2"), Eip8.bytes("auth3")};
        for (int i = 0; i < MALFORMED_CASES; i++) {
            expectRefusalOrMore(recipientB(), mutate(messages[i % messages.length], random));
        }
        byte[][] acks = {Eip8.bytes("ack1"), Eip8.bytes("ack2"), Eip8.bytes("ack3")};
        for (int i = 0; i < MALFORMED_CASES; i++) {
            expectRefusalOrMore(initiatorA(), mutate(acks[i % acks.length], random));
        }
    }

    /** Items that are sealed right and are wrong inside: what a peer with a bug, not a bad line, would send. */
    @Test
    void malformedItemsRaiseNothingButTheDeclaredException() throws Exception {
        Random random = new Random(9);
        byte[] auth = new RlpWriter()
                .beginList()
                .write(authSignature())
                .write(Eip8.keyA().publicKey())
                .write(Eip8.bytes("nonce-a"))
                .write(4)
                .endList()
                .toByteArray();
        for (int i = 0; i < 1_000; i++) {
            byte[] broken = mutate(auth, random);
            RlpWriter items = new RlpWriter().writeRaw(broken);
            byte[] sealed = HandshakeMessage.seal(items, Eip8.keyB().publicKey(), NodeKey.generate());
            try {
                // A changed nonce or signature still yields some key: it is the first frame that fails then.
                assertTrue(recipientB().read(ByteBuffer.wrap(sealed)).isPresent());
            } catch (HandshakeException expected) {
                assertFalse(expected.getMessage().isEmpty());
            }
        }
    }

    private static void expectRefusalOrMore(Handshake handshake, byte[] input) {
        try {
            assertEquals(Optional.empty(), handshake.read(ByteBuffer.wrap(input)), "a changed message was accepted");
        } catch (HandshakeException expected) {
            assertFalse(expected.getMessage().isEmpty());
        }
    }

    /** Always different from {@code message}: cut, flipped, filled with noise or with a changed size. */
    private static byte[] mutate(byte[] message, Random random) {
        byte[] out = message.clone();
        switch (random.nextInt(5)) {
            case 0 -> out = Arrays.copyOf(out, random.nextInt(out.length));
            case 1 -> out[random.nextInt(out.length)] ^= (byte) (1 << random.nextInt(8));
            case 2 -> {
                int at = random.nextInt(out.length - 16);
                for (int i = at; i < at + 16; i++) {
                    out[i] = (byte) ~out[i];
                }
            }
            case 3 -> random.nextBytes(out);
            default -> out[random.nextInt(2)] += (byte) (1 + random.nextInt(255));
        }
        return out;
    }

    private static byte[] recovered(RlpReader items) throws Exception {
        byte[] shared = Secp256k1.sharedX(Eip8.keyA().publicKey(), Eip8.bytes("static-key-b"));
        return Secp256k1.recover(KeyAgreement.xor(shared, Eip8.bytes("nonce-a")), items.readBytes(65));
    }

    private static byte[] authSignature() throws Exception {
        return HandshakeMessage.open(Eip8.bytes("auth2"), Eip8.bytes("static-key-b"))
                .readBytes(65);
    }

    private static Handshake.Result byteByByte(Handshake handshake, byte[] message) throws Exception {
        for (int i = 0; i < message.length - 1; i++) {
            assertEquals(Optional.empty(), handshake.read(ByteBuffer.wrap(message, i, 1)));
        }
        return handshake.read(ByteBuffer.wrap(message, message.length - 1, 1)).orElseThrow();
    }

    private static ByteBuffer wrap(String name) {
        return ByteBuffer.wrap(Eip8.bytes(name));
    }

    private static Initiator initiatorA() {
        return new Initiator(KEY_A, Eip8.idB(), Eip8.ephemeralA(), Eip8.bytes("auth2"));
    }

    private static Recipient recipientB() {
        return new Recipient(KEY_B, Eip8.ephemeralB());
    }
}
