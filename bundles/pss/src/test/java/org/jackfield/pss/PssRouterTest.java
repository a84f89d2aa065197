package org.jackfield.pss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jackfield.api.NodeId;
import org.jackfield.crypto.Secp256k1;
import org.jackfield.overlay.Overlay;
import org.jackfield.overlay.TableView;
import org.junit.jupiter.api.Test;

/** Our address is all zero; the neighbourhood begins at bin 2. */
class PssRouterTest {

    private static final Overlay OWNER = Overlay.of(new byte[Overlay.BYTES]);
    private static final Overlay NEAR = overlay("20");
    private static final Overlay FAR = overlay("80");
    private static final Overlay FARTHER = overlay("c0");
    private static final Destination OURS = Destination.of(OWNER);
    private static final Destination OUR_PREFIX = Destination.of(new byte[2]);
    private static final Destination IN_NEIGHBOURHOOD = Destination.of(overlay("30"));
    private static final Interest HERE = Interest.in(Fixtures.TOPIC);

    private Instant time = Instant.ofEpochSecond(1000);
    private long nanos;
    private Optional<TableView> table = Fixtures.table(OWNER, 2);

    /** Happens whenever the router looks where it stands. */
    private Runnable meanwhile = () -> {};

    private final Sealer sealer = new Sealer(Secp256k1.newPrivateKey());
    private final KeyTable keys = new KeyTable(sealer);
    private final PssRouter router = new PssRouter(this::table, sealer, keys, () -> time, () -> nanos);
    private final List<Delivery> delivered = new ArrayList<>();
    private int peers;

    @Test
    void knowsWhereWeAre() {
        assertEquals(Optional.of(OWNER), router.address());
        table = Optional.empty();
        assertEquals(Optional.empty(), router.address());
        assertFalse(router.isNearestTo(OWNER));
    }

    @Test
    void isNearestUntilSomebodyNearerIsThere() {
        assertTrue(router.isNearestTo(NEAR));
        join(FAR);
        assertTrue(router.isNearestTo(NEAR));
        PssSeat near = join(NEAR);
        assertFalse(router.isNearestTo(NEAR));
        assertTrue(router.isNearestTo(OWNER));
        near.leave();
        assertTrue(router.isNearestTo(NEAR));
    }

    @Test
    void sendsWhatItIsGiven() throws Exception {
        PssSeat far = join(FAR);
        router.sendRaw(Destination.of(FAR), Fixtures.TOPIC, new byte[] {7}, Duration.ofSeconds(20));
        PssMessage sent = take(far);
        assertEquals(Destination.of(FAR), sent.to());
        assertEquals(Seal.RAW, sent.seal());
        assertEquals(1020, sent.expiry());
        assertEquals(Fixtures.TOPIC, sent.topic());
        assertArrayEquals(new byte[] {7}, sent.payload());
    }

    @Test
    void sendsAgainOnlyWhatWasNotSent() throws Exception {
        PssSeat far = join(FAR);
        router.sendRaw(Destination.of(FAR), Fixtures.TOPIC, new byte[1], Fixtures.LIFE);
        PssMessage message = far.next().orElseThrow();
        assertSame(message, far.next().orElseThrow());
        far.sent(message);
        assertTrue(far.next().isEmpty());
    }

    @Test
    void sealsForHoldersAndOwners() throws Exception {
        PssSeat far = join(FAR);
        Sealer other = new Sealer(Secp256k1.newPrivateKey());
        KeyTable others = new KeyTable(other);
        keys.setPeer(other.publicKey(), Fixtures.TOPIC, Destination.of(FAR));
        router.sendAsymmetric(other.publicKey(), Fixtures.TOPIC, new byte[] {1});
        Delivery own = other.openOwn(take(far).payload()).orElseThrow();
        assertEquals(Sealer.name(sealer.publicKey()), own.key());
        String id = keys.addSymmetric(new byte[32], Fixtures.TOPIC, Destination.of(FAR), false);
        others.addSymmetric(new byte[32], Fixtures.TOPIC, OURS, true);
        router.sendSymmetric(id, Fixtures.TOPIC, new byte[] {2});
        PssMessage shared = take(far);
        assertEquals(1120, shared.expiry());
        assertArrayEquals(
                new byte[] {2}, others.open(shared.payload()).orElseThrow().payload());
    }

    @Test
    void refusesToSealForWhomItDoesNotKnow() throws Exception {
        String id = keys.addSymmetric(new byte[32], Fixtures.TOPIC, OURS, false);
        Topic other = Topic.named("other");
        assertThrows(PssException.class, () -> router.sendSymmetric("", Fixtures.TOPIC, new byte[1]));
        assertThrows(PssException.class, () -> router.sendSymmetric(id, other, new byte[1]));
        assertThrows(PssException.class, () -> router.sendAsymmetric(sealer.publicKey(), Fixtures.TOPIC, new byte[1]));
    }

    @Test
    void refusesWhatFitsIntoNoMessage() {
        byte[] payload = new byte[Pss.MAX_PAYLOAD_BYTES + 1];
        assertThrows(PssException.class, () -> router.sendRaw(OURS, Fixtures.TOPIC, payload, Fixtures.LIFE));
    }

    @Test
    void whatIsForUsAloneIsDeliveredAndEndsHere() {
        PssSeat far = join(FAR);
        join(NEAR);
        listen(HERE.withRaw());
        far.received(Fixtures.raw(OURS, 1));
        assertEquals(1, delivered.size());
        assertNothingSent();
    }

    @Test
    void whatOthersMayShareGoesOn() {
        PssSeat far = join(FAR);
        PssSeat near = join(NEAR);
        listen(HERE.withRaw());
        far.received(Fixtures.raw(OUR_PREFIX, 1));
        assertEquals(1, delivered.size());
        assertArrayEquals(new byte[] {1}, take(near).payload());
        assertTrue(far.next().isEmpty(), "it has been sent back");
    }

    @Test
    void whatIsForOthersGoesOnUnopened() {
        PssSeat near = join(NEAR);
        PssSeat far = join(FAR);
        listen(HERE.withRaw());
        near.received(Fixtures.raw(Destination.of(FARTHER), 1));
        assertEquals(List.of(), delivered);
        assertArrayEquals(new byte[] {1}, take(far).payload());
        assertTrue(near.next().isEmpty());
    }

    @Test
    void whatIsForOurNeighbourhoodIsDeliveredToThoseWhoWantIt() {
        PssSeat far = join(FAR);
        PssSeat near = join(NEAR);
        List<Delivery> toUsAlone = new ArrayList<>();
        router.listen(HERE.withRaw(), toUsAlone::add);
        listen(HERE.withRaw().withNeighbourhood());
        far.received(Fixtures.raw(IN_NEIGHBOURHOOD, 1));
        assertEquals(1, delivered.size());
        assertEquals(List.of(), toUsAlone);
        take(near);
        far.received(Fixtures.raw(OURS, 2));
        assertEquals(2, delivered.size());
        assertEquals(1, toUsAlone.size());
        assertArrayEquals(new byte[] {2}, take(near).payload());
    }

    @Test
    void whatIsOutsideOfOurNeighbourhoodIsNotDelivered() {
        PssSeat far = join(FAR);
        listen(HERE.withRaw().withNeighbourhood());
        far.received(Fixtures.raw(Destination.of(overlay("40")), 1));
        assertEquals(List.of(), delivered);
    }

    @Test
    void rawMessagesAreForThoseWhoWantThem() {
        PssSeat far = join(FAR);
        listen(HERE);
        far.received(Fixtures.raw(OURS, 1));
        assertEquals(List.of(), delivered);
    }

    @Test
    void sealedMessagesAreOpened() throws Exception {
        PssSeat far = join(FAR);
        listen(HERE);
        String id = keys.addSymmetric(new byte[32], Fixtures.TOPIC, OURS, true);
        far.received(sealed(true, sealer.forHolders(new byte[32], new byte[] {1})));
        far.received(sealed(false, sealer.forOwner(sealer.publicKey(), new byte[] {2})));
        assertEquals(
                List.of(Seal.SYMMETRIC, Seal.ASYMMETRIC),
                delivered.stream().map(Delivery::seal).toList());
        assertEquals(id, delivered.get(0).key());
        assertEquals(Sealer.name(sealer.publicKey()), delivered.get(1).key());
        assertNothingSent();
    }

    @Test
    void whatWeCannotOpenGoesOn() {
        PssSeat far = join(FAR);
        PssSeat near = join(NEAR);
        listen(HERE);
        far.received(sealed(true, new byte[40]));
        far.received(sealed(false, new byte[200]));
        assertEquals(List.of(), delivered);
        take(near);
        take(near);
    }

    @Test
    void aMessageIsTakenOnce() {
        PssSeat far = join(FAR);
        PssSeat near = join(NEAR);
        listen(HERE.withRaw());
        far.received(Fixtures.raw(OUR_PREFIX, 1));
        near.received(Fixtures.raw(OUR_PREFIX, 1));
        assertEquals(1, delivered.size());
        take(near);
        assertNothingSent();
        nanos += SeenMessages.MEMORY_NANOS + 1;
        near.received(Fixtures.raw(OUR_PREFIX, 1));
        assertEquals(2, delivered.size());
    }

    @Test
    void ourOwnMessagesAreNotForUs() throws Exception {
        PssSeat far = join(FAR);
        listen(HERE.withRaw());
        router.sendRaw(OUR_PREFIX, Fixtures.TOPIC, new byte[1], Fixtures.LIFE);
        PssMessage back = take(far);
        far.received(back);
        assertEquals(List.of(), delivered);
        assertNothingSent();
    }

    @Test
    void whatHasExpiredIsDropped() {
        PssSeat far = join(FAR);
        join(NEAR);
        listen(HERE.withRaw());
        far.received(new PssMessage(OURS, true, false, 999, Fixtures.TOPIC, new byte[1]));
        assertEquals(List.of(), delivered);
        far.received(new PssMessage(OURS, true, false, 1000, Fixtures.TOPIC, new byte[1]));
        assertEquals(1, delivered.size());
        assertNothingSent();
    }

    @Test
    void whoeverListensNoMoreHearsNothing() {
        PssSeat far = join(FAR);
        Pss.Registration first = router.listen(HERE.withRaw(), delivered::add);
        listen(HERE.withRaw());
        far.received(Fixtures.raw(OURS, 1));
        assertEquals(2, delivered.size());
        first.close();
        first.close();
        far.received(Fixtures.raw(OURS, 2));
        assertEquals(3, delivered.size());
    }

    @Test
    void aListenerThatFailsHarmsNobody() {
        PssSeat far = join(FAR);
        router.listen(HERE.withRaw(), delivery -> {
            throw new IllegalStateException("as intended");
        });
        listen(HERE.withRaw());
        far.received(Fixtures.raw(OURS, 1));
        assertEquals(1, delivered.size());
    }

    @Test
    void whatNobodyTakesWaitsForSomebodyToCome() throws Exception {
        router.sendRaw(Destination.of(FAR), Fixtures.TOPIC, new byte[] {5}, Fixtures.LIFE);
        PssSeat far = join(FAR);
        assertArrayEquals(new byte[] {5}, take(far).payload());
        join(FARTHER);
        assertNothingSent();
    }

    @Test
    void whoComesWhileAMessageIsKeptTakesIt() throws Exception {
        meanwhile = () -> {
            meanwhile = () -> {};
            join(FAR);
        };
        router.sendRaw(Destination.of(FAR), Fixtures.TOPIC, new byte[] {7}, Fixtures.LIFE);
        assertArrayEquals(new byte[] {7}, take(seats.get(0)).payload());
        assertTrue(seats.get(0).next().isEmpty());
    }

    @Test
    void whatWaitsIsDroppedWhenItExpires() throws Exception {
        router.sendRaw(Destination.of(FAR), Fixtures.TOPIC, new byte[] {5}, Fixtures.LIFE);
        time = time.plusSeconds(21);
        join(FAR);
        assertNothingSent();
    }

    @Test
    void onlySoMuchWaits() throws Exception {
        for (int i = 0; i < Outbox.MAX_MESSAGES; i++) {
            router.sendRaw(OURS, Fixtures.TOPIC, new byte[] {(byte) i}, Fixtures.LIFE);
        }
        assertThrows(PssException.class, () -> router.sendRaw(OURS, Fixtures.TOPIC, new byte[2], Fixtures.LIFE));
        time = time.plusSeconds(21);
        router.retry();
        router.sendRaw(OURS, Fixtures.TOPIC, new byte[2], Fixtures.LIFE);
    }

    @Test
    void onlySoManyBytesWait() throws Exception {
        byte[] large = new byte[1_000_000];
        for (int i = 0; i < 8; i++) {
            large[0]++;
            router.sendRaw(OURS, Fixtures.TOPIC, large, Fixtures.LIFE);
        }
        assertThrows(PssException.class, () -> router.sendRaw(OURS, Fixtures.TOPIC, large, Fixtures.LIFE));
    }

    @Test
    void aPeerThatDoesNotReadGetsNoMoreAndOthersDo() {
        PssSeat near = join(NEAR);
        PssSeat far = join(FAR);
        PssSeat farther = join(FARTHER);
        Destination to = Destination.of(overlay("88"));
        for (int i = 0; i < MessageSeat.MAX_MESSAGES; i++) {
            near.received(Fixtures.raw(to, i >> 8, i));
        }
        near.received(Fixtures.raw(to, 9, 9, 9));
        assertEquals(MessageSeat.MAX_MESSAGES, drain(far));
        assertArrayEquals(Fixtures.bytes(9, 9, 9), take(farther).payload());
    }

    @Test
    void aSeatTakesOnlySoManyBytes() {
        PssSeat near = join(NEAR);
        PssSeat far = join(FAR);
        for (int i = 0; i < 5; i++) {
            near.received(large(i));
        }
        assertEquals(4, drain(far));
        near.received(large(5));
        assertEquals(1, drain(far));
    }

    @Test
    void aSeatIsFoundAgainWithWhatWaitsInIt() throws Exception {
        AtomicInteger woken = new AtomicInteger();
        PssSeat first = router.join(Fixtures.node(9), Fixtures.address(FAR), () -> {});
        router.sendRaw(Destination.of(FAR), Fixtures.TOPIC, new byte[] {1}, Fixtures.LIFE);
        PssSeat again = router.rejoin(Fixtures.node(9), Fixtures.address(FAR), woken::incrementAndGet);
        assertSame(first, again);
        assertArrayEquals(new byte[] {1}, take(again).payload());
        router.sendRaw(Destination.of(FAR), Fixtures.TOPIC, new byte[] {2}, Fixtures.LIFE);
        assertEquals(1, woken.get());
    }

    @Test
    void aSeatThatWasLeftIsNotFoundAgain() {
        PssSeat first = router.join(Fixtures.node(9), Fixtures.address(FAR), () -> {});
        first.leave();
        PssSeat second = router.rejoin(Fixtures.node(9), Fixtures.address(FAR), () -> {});
        assertFalse(first == second);
        PssSeat elsewhere = router.rejoin(Fixtures.node(9), Fixtures.address(FARTHER), () -> {});
        assertFalse(second == elsewhere);
    }

    private Optional<TableView> table() {
        meanwhile.run();
        return table;
    }

    private PssSeat join(Overlay place) {
        NodeId node = Fixtures.node(++peers);
        PssSeat seat = router.join(node, Fixtures.address(place), () -> {});
        seats.add(seat);
        return seat;
    }

    private final List<PssSeat> seats = new ArrayList<>();

    private void listen(Interest interest) {
        router.listen(interest, delivered::add);
    }

    private void assertNothingSent() {
        assertTrue(seats.stream().allMatch(seat -> seat.next().isEmpty()));
    }

    private static PssMessage sealed(boolean symmetric, byte[] data) {
        return new PssMessage(OURS, false, symmetric, 2000, Fixtures.TOPIC, data);
    }

    private static PssMessage large(int number) {
        byte[] payload = new byte[1 << 19];
        payload[0] = (byte) number;
        return new PssMessage(Destination.of(FAR), true, false, 2000, Fixtures.TOPIC, payload);
    }

    private static PssMessage take(PssSeat seat) {
        PssMessage message = seat.next().orElseThrow();
        seat.sent(message);
        return message;
    }

    private static int drain(PssSeat seat) {
        int count = 0;
        for (; seat.next().isPresent(); count++) {
            take(seat);
        }
        return count;
    }

    private static Overlay overlay(String first) {
        return Overlay.of(Arrays.copyOf(Fixtures.bytes(first), Overlay.BYTES));
    }
}
