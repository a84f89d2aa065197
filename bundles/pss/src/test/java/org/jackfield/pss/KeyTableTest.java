package org.jackfield.pss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.jackfield.crypto.Secp256k1;
import org.jackfield.crypto.sealed.PublicKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeyTableTest {

    private static final byte[] KEY = new byte[32];
    private static final Destination HERE = Destination.of(Fixtures.bytes("1234"));

    private final Sealer sealer = new Sealer(Secp256k1.newPrivateKey());
    private final KeyTable keys = new KeyTable(sealer);

    static Stream<PssVectors> symmetric() {
        return PssVectors.of(Seal.SYMMETRIC);
    }

    static Stream<PssVectors> asymmetric() {
        return PssVectors.of(Seal.ASYMMETRIC);
    }

    @ParameterizedTest
    @MethodSource("symmetric")
    void opensWhatTheOriginalHasSealedForHolders(PssVectors vector) throws Exception {
        String id = keys.addSymmetric(vector.bytes("key"), PssVectors.TOPIC, HERE, true);
        Delivery opened = keys.open(vector.bytes("payload")).orElseThrow();
        assertArrayEquals(vector.bytes("plain"), opened.payload());
        assertEquals(id, opened.key());
    }

    @ParameterizedTest
    @MethodSource("asymmetric")
    void opensWhatTheOriginalHasSealedForAnOwner(PssVectors vector) {
        Delivery opened =
                new Sealer(vector.bytes("key")).openOwn(vector.bytes("payload")).orElseThrow();
        assertArrayEquals(vector.bytes("plain"), opened.payload());
        assertEquals("0x" + vector.text("signer"), opened.key());
    }

    @ParameterizedTest
    @MethodSource({"symmetric", "asymmetric"})
    void sealsToTheSameLength(PssVectors vector) throws Exception {
        byte[] plain = vector.bytes("plain");
        byte[] sealed = vector.seal() == Seal.SYMMETRIC
                ? sealer.forHolders(vector.bytes("key"), plain)
                : sealer.forOwner(PublicKey.of(vector.bytes("key")), plain);
        assertEquals(vector.bytes("payload").length, sealed.length);
    }

    @Test
    void opensWhatIsSealedHere() throws Exception {
        String id = keys.addSymmetric(KEY, Fixtures.TOPIC, HERE, true);
        Delivery shared = keys.open(sealer.forHolders(KEY, new byte[300])).orElseThrow();
        assertEquals(id, shared.key());
        assertArrayEquals(new byte[300], shared.payload());
        Delivery own = sealer.openOwn(sealer.forOwner(keys.publicKey(), new byte[] {7}))
                .orElseThrow();
        assertEquals(Sealer.name(keys.publicKey()), own.key());
        assertArrayEquals(new byte[] {7}, own.payload());
    }

    @Test
    void opensNothingThatIsForOthers() throws Exception {
        byte[] forHolders = sealer.forHolders(KEY, new byte[300]);
        byte[] forOwner = sealer.forOwner(PublicKey.of(Secp256k1.newPrivateKey()), new byte[300]);
        keys.addSymmetric(KEY, Fixtures.TOPIC, HERE, false);
        assertTrue(keys.open(forHolders).isEmpty());
        assertTrue(sealer.openOwn(forOwner).isEmpty());
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            byte[] changed = i % 2 == 0 ? forHolders.clone() : forOwner.clone();
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            assertTrue(keys.open(changed).isEmpty()
                    && (i > 100 || sealer.openOwn(changed).isEmpty()));
        }
    }

    @Test
    void triesTheKeysThatWereOfUseLast() throws Exception {
        String first = keys.addSymmetric(KEY, Fixtures.TOPIC, HERE, true);
        byte[] sealed = sealer.forHolders(KEY, new byte[1]);
        for (int i = 1; i < KeyTable.MAX_READING; i++) {
            keys.addSymmetric(Fixtures.bytes("%064x".formatted(i)), Fixtures.TOPIC, HERE, true);
        }
        assertEquals(first, keys.open(sealed).orElseThrow().key());
        keys.addSymmetric(Fixtures.bytes("ff".repeat(32)), Fixtures.TOPIC, HERE, true);
        assertEquals(first, keys.open(sealed).orElseThrow().key());
        for (int i = 0; i < KeyTable.MAX_READING; i++) {
            keys.addSymmetric(Fixtures.bytes("fe".repeat(32)), Fixtures.TOPIC, HERE, true);
        }
        assertEquals(Optional.empty(), keys.open(sealed));
        assertArrayEquals(KEY, keys.symmetric(first).orElseThrow());
    }

    @Test
    void knowsWhereToWriteByKeyAndTopic() throws Exception {
        Topic other = Topic.named("another topic");
        byte[] peer = PublicKey.of(Secp256k1.newPrivateKey());
        keys.setPeer(peer, Fixtures.TOPIC, HERE);
        keys.setPeer(peer, other, Destination.EVERYBODY);
        keys.setPeer(peer, other, HERE);
        assertEquals(Map.of(Fixtures.TOPIC, HERE, other, HERE), keys.peer(peer));
        assertEquals(Map.of(), keys.peer(PublicKey.of(Secp256k1.newPrivateKey())));
        String id = keys.addSymmetric(KEY, other, HERE, false);
        assertEquals(Map.of(other, HERE), keys.holders(id));
        assertEquals(Map.of(), keys.holders("nobody's"));
        assertNotEquals(id, keys.addSymmetric(KEY, other, HERE, false));
    }

    @Test
    void refusesWhatIsNoKey() {
        assertThrows(PssException.class, () -> keys.setPeer(new byte[65], Fixtures.TOPIC, HERE));
        assertThrows(PssException.class, () -> keys.setPeer(new byte[3], Fixtures.TOPIC, HERE));
        assertThrows(PssException.class, () -> keys.addSymmetric(new byte[31], Fixtures.TOPIC, HERE, true));
        assertFalse(keys.symmetric("").isPresent());
    }

    @Test
    void takesSoManyAndNoMore() throws Exception {
        byte[] peer = PublicKey.of(Secp256k1.newPrivateKey());
        for (int i = 0; i < KeyTable.MAX_ENTRIES; i++) {
            keys.setPeer(peer, new Topic(i), HERE);
            keys.addSymmetric(KEY, new Topic(i), HERE, false);
        }
        assertThrows(PssException.class, () -> keys.setPeer(peer, new Topic(-1), HERE));
        assertThrows(PssException.class, () -> keys.addSymmetric(KEY, new Topic(-1), HERE, false));
        keys.setPeer(peer, new Topic(0), Destination.EVERYBODY);
        assertEquals(Destination.EVERYBODY, keys.peer(peer).get(new Topic(0)));
    }
}
