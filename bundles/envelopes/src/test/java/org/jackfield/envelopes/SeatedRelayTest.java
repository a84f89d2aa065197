package org.jackfield.envelopes;

import static org.jackfield.envelopes.Room.drain;
import static org.jackfield.envelopes.Room.peer;
import static org.jackfield.envelopes.Room.wanting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.Peer;
import org.jackfield.api.PeerEvent;
import org.jackfield.envelopes.EnvelopeMessage.Envelopes;
import org.jackfield.envelopes.EnvelopeMessage.Settings;
import org.junit.jupiter.api.Test;

class SeatedRelayTest {

    private static final Topic OTHER = new Topic(0x05060708);

    private final Room room = new Room();

    @Test
    void sendsNothingBeforeTheNextCycle() throws Exception {
        EnvelopeSeat seat = room.join(1);
        Envelope envelope = Samples.envelope();
        room.pool.add(envelope);
        assertEquals(List.of(), drain(seat));
        assertEquals(List.of(envelope), room.cycle(seat));
        assertEquals(List.of(), room.cycle(seat));
    }

    @Test
    void tellsWhatAPeerHasToldLast() {
        Peer peer = peer(1);
        PeerTraits later = new PeerTraits(5, Bloom.EMPTY, true, false, Optional.empty());
        assertEquals(Optional.empty(), room.relay.traits(peer.id()));
        EnvelopeSeat seat = room.relay.join(peer, Wire.SHH_6, PeerTraits.FULL, () -> {});
        assertEquals(Optional.of(PeerTraits.FULL), room.relay.traits(peer.id()));
        seat.changed(later);
        assertEquals(Optional.of(later), room.relay.traits(peer.id()));
        seat.leave();
        assertEquals(Optional.empty(), room.relay.traits(peer.id()));
    }

    @Test
    void wakesOnlyWhoMayHaveSomethingToSend() throws Exception {
        EnvelopeSeat seat = room.join(1);
        int joined = room.wakes;
        room.relay.cycle();
        assertEquals(joined, room.wakes);
        room.pool.add(Samples.envelope());
        assertEquals(joined, room.wakes);
        room.relay.cycle();
        assertEquals(joined + 1, room.wakes);
        drain(seat);
        room.relay.cycle();
        assertEquals(joined + 1, room.wakes);
    }

    @Test
    void sendsThePoolToWhoJoinsLate() throws Exception {
        List<Envelope> pooled = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            pooled.add(Samples.envelope());
            room.pool.add(pooled.get(i));
        }
        assertEquals(pooled, room.cycle(room.join(1)));
    }

    @Test
    void passesOnWhatAPeerSentToAllButThatPeer() throws Exception {
        EnvelopeSeat sender = room.join(1);
        EnvelopeSeat other = room.join(2);
        Envelope envelope = Samples.envelope();
        sender.received(envelope);
        assertEquals(List.of(), room.cycle(sender));
        assertEquals(List.of(envelope), room.cycle(other));
    }

    @Test
    void doesNotSendWhatAnotherHasSentMeanwhile() throws Exception {
        EnvelopeSeat first = room.join(1);
        EnvelopeSeat second = room.join(2);
        Envelope envelope = Samples.envelope();
        first.received(envelope);
        second.received(Envelope.decode(envelope.encoded()));
        assertEquals(List.of(), room.cycle(first));
        assertEquals(List.of(), room.cycle(second));
        assertEquals(1, room.heard.size());
    }

    @Test
    void offersTheSameUntilItIsSent() throws Exception {
        EnvelopeSeat seat = room.join(1);
        room.pool.add(Samples.envelope());
        room.relay.cycle();
        EnvelopeMessage first = seat.next().orElseThrow();
        room.pool.add(Samples.envelope());
        room.relay.cycle();
        assertSame(first, seat.next().orElseThrow());
        seat.sent(first);
        assertNotSame(first, seat.next().orElseThrow());
    }

    @Test
    void splitsWhatIsMoreThanAPacket() throws Exception {
        int large = 300 << 10;
        PoolSettings easy = Room.SETTINGS.withMinWork(0);
        Room easyRoom = new Room(easy, new EnvelopeTable(100, 64 << 20));
        EnvelopeSeat seat = easyRoom.join(peer(1), Wire.SHH_6, wanting(0, Bloom.FULL));
        List<Envelope> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            all.add(Samples.envelope(FakeTime.START, 50, Samples.TOPIC, large, 0));
            easyRoom.pool.add(all.get(i));
        }
        easyRoom.relay.cycle();
        List<Envelope> sent = new ArrayList<>();
        for (EnvelopeMessage message : drain(seat)) {
            List<Envelope> batch = ((Envelopes) message).envelopes();
            assertTrue(batch.size() <= 3, "each is below 1 MiB");
            sent.addAll(batch);
        }
        assertEquals(all, sent);
    }

    @Test
    void keepsBackWhatFitsNoPacketThatAPeerTakesUnlessSetToTakeItItself() throws Exception {
        PoolSettings easy = Room.SETTINGS.withMinWork(0);
        Room easyRoom = new Room(easy, new EnvelopeTable(100, 64 << 20));
        EnvelopeSeat seat = easyRoom.join(1);
        Envelope largest = Samples.envelope(FakeTime.START, 50, Samples.TOPIC, (1 << 20) - Envelope.OVERHEAD_BYTES, 0);
        easyRoom.pool.add(largest);
        assertEquals(List.of(), easyRoom.cycle(seat));
        easyRoom.pool.change(settings -> settings.withMaxMessageBytes(2 << 20));
        assertEquals(List.of(largest), easyRoom.cycle(easyRoom.join(2)));
    }

    @Test
    void asksForWorkByTheReceiversGeneration() throws Exception {
        Envelope later = Samples.envelope();
        Envelope earlier = both(0.2);
        room.pool.add(later);
        room.pool.add(earlier);
        boolean enoughForBoth = Samples.work(Generation.EARLIER, later) >= 0.2;
        PeerTraits demanding = wanting(0.2, Bloom.FULL);
        Peer old = peer(1, Room.EARLIER_GETH, 0);
        List<Envelope> toOld = room.cycle(room.join(old, Wire.SHH_6, demanding));
        assertEquals(enoughForBoth ? List.of(later, earlier) : List.of(earlier), toOld);
        assertEquals(List.of(later, earlier), room.cycle(room.join(peer(2), Wire.SHH_6, demanding)));
        assertEquals(
                List.of(later, earlier), room.cycle(room.join(peer(3, Room.EARLIER_GETH, 0), Wire.WAKU_1, demanding)));
    }

    @Test
    void sendsOnlyWhatIsOfInterest() throws Exception {
        Envelope one = Samples.envelope();
        Envelope other = Samples.envelope(OTHER);
        room.pool.add(one);
        room.pool.add(other);
        assertEquals(List.of(other), room.cycle(room.join(peer(1), Wire.SHH_6, wanting(0, Bloom.EMPTY.with(OTHER)))));
        assertEquals(List.of(), room.cycle(room.join(peer(2), Wire.SHH_6, wanting(0, Bloom.EMPTY))));
        PeerTraits byTopic = new PeerTraits(0, Bloom.FULL, false, false, Optional.of(List.of(Samples.TOPIC)));
        assertEquals(List.of(one), room.cycle(room.join(peer(3), Wire.WAKU_1, byTopic)));
        PeerTraits nothing = new PeerTraits(0, Bloom.FULL, false, false, Optional.of(List.of()));
        assertEquals(List.of(), room.cycle(room.join(peer(4), Wire.WAKU_1, nothing)));
    }

    @Test
    void looksThroughThePoolAgainWhenAPeerWantsMore() throws Exception {
        Envelope one = Samples.envelope();
        Envelope other = Samples.envelope(OTHER);
        room.pool.add(one);
        room.pool.add(other);
        EnvelopeSeat seat = room.join(peer(1), Wire.SHH_6, wanting(0, Bloom.EMPTY.with(OTHER)));
        assertEquals(List.of(other), room.cycle(seat));
        seat.changed(wanting(1e9, Bloom.FULL));
        assertEquals(List.of(), room.cycle(seat));
        seat.changed(wanting(0.1, Bloom.FULL));
        assertEquals(List.of(one), room.cycle(seat));
    }

    @Test
    void sendsNothingTwiceToWhoSpeaksBothProtocols() throws Exception {
        EnvelopeSeat whisper = room.join(peer(1), Wire.SHH_6, PeerTraits.FULL);
        EnvelopeSeat waku = room.join(peer(1), Wire.WAKU_1, PeerTraits.FULL);
        Envelope own = Samples.envelope();
        room.pool.add(own);
        room.relay.cycle();
        assertEquals(1, whisper.next().stream().count());
        assertEquals(Optional.empty(), waku.next(), "the other is about to send it");
        Envelope theirs = Samples.envelope();
        waku.received(theirs);
        drain(whisper);
        assertEquals(List.of(), room.cycle(whisper));
    }

    @Test
    void lightNodesRelayOnlyTheirOwnAndReadTheRest() throws Exception {
        room.pool.change(settings -> settings.withLight(true));
        EnvelopeSeat sender = room.join(1);
        EnvelopeSeat other = room.join(2);
        Envelope theirs = Samples.envelope();
        Envelope ours = Samples.envelope();
        sender.received(theirs);
        room.pool.add(ours);
        assertEquals(List.of(ours), room.cycle(other));
        assertEquals(List.of("direct 00000001 " + theirs.hash(), "pooled " + ours.hash()), room.heard);
        room.pool.change(settings -> settings.withLight(false));
        EnvelopeSeat next = room.join(3);
        assertEquals(List.of(theirs, ours), room.cycle(next), "a link made later is not light");
        Envelope more = Samples.envelope();
        sender.received(more);
        assertEquals(List.of(), room.cycle(other), "and one made earlier is");
        assertEquals(List.of(more), room.cycle(next));
    }

    @Test
    void tellsPeersOfChangedSettingsOnce() {
        EnvelopeSeat seat = room.join(1);
        PoolSettings former = room.pool.settings();
        room.pool.change(settings -> settings.withMinWork(0.5));
        PoolSettings now = room.pool.change(settings -> settings.withInterest(Bloom.EMPTY));
        assertEquals(List.of(new Settings(former, now)), drain(seat));
        assertEquals(List.of(), drain(seat));
        room.pool.change(settings -> settings.withLight(true).withMaxMessageBytes(1));
        assertEquals(List.of(), drain(seat), "which peers cannot be told");
    }

    @Test
    void tellsOfAChangeDuringTheHandshake() {
        PoolSettings former = room.pool.settings();
        room.time.pass(60_000);
        PoolSettings now = room.pool.change(settings -> settings.withMinWork(0.5));
        room.time.pass(CurrentSettings.HANDSHAKE_MILLIS - 1);
        assertEquals(List.of(new Settings(former, now)), drain(room.join(1)));
        room.time.pass(1);
        assertEquals(List.of(), drain(room.join(2)), "whose status was not told before the change");
    }

    @Test
    void keepsSeatAndKnowledgeOverAHandOver() throws Exception {
        EnvelopeSeat seat = room.join(1);
        room.pool.add(Samples.envelope());
        room.cycle(seat);
        seat.received(Samples.envelope());
        room.pool.change(settings -> settings.withMinWork(0.1));
        Envelope between = Samples.envelope();
        room.pool.add(between);
        int before = room.wakes;
        EnvelopeSeat again = room.relay.rejoin(peer(1), Wire.SHH_6, PeerTraits.FULL, () -> room.wakes += 100);
        assertEquals(before + 100, room.wakes);
        assertEquals(1, drain(again).size(), "settings");
        assertEquals(List.of(between), room.cycle(again));
        assertEquals(before + 200, room.wakes, "the former session is not woken");
    }

    @Test
    void offersWhatWasNotSentBeforeAHandOverOnceAfterIt() throws Exception {
        EnvelopeSeat seat = room.join(1);
        room.pool.add(Samples.envelope());
        room.relay.cycle();
        EnvelopeMessage unsent = seat.next().orElseThrow();
        EnvelopeSeat again = room.relay.rejoin(peer(1), Wire.SHH_6, PeerTraits.FULL, () -> {});
        assertEquals(List.of(unsent), drain(again));
        assertEquals(List.of(), room.cycle(again));
    }

    @Test
    void rejoinsWithANewSeatWhereThereIsNone() throws Exception {
        room.pool.add(Samples.envelope());
        EnvelopeSeat seat = room.relay.rejoin(peer(1), Wire.SHH_6, PeerTraits.FULL, () -> {});
        assertEquals(1, room.cycle(seat).size());
    }

    @Test
    void forgetsWhatAPeerKnewWhenItLeaves() throws Exception {
        EnvelopeSeat seat = room.join(1);
        Envelope envelope = Samples.envelope();
        seat.received(envelope);
        seat.leave();
        assertEquals(0, room.relay.size());
        assertEquals(Optional.empty(), seat.next());
        assertEquals(List.of(envelope), room.cycle(room.join(2)), "who has its number now");
        assertEquals(List.of(envelope), room.cycle(room.join(1)));
    }

    @Test
    void forgetsWhatAPeerKnewOnItsFormerLink() throws Exception {
        EnvelopeSeat former = room.join(1);
        EnvelopeSeat formerWaku = room.join(peer(1), Wire.WAKU_1, PeerTraits.FULL);
        Envelope envelope = Samples.envelope();
        former.received(envelope);
        EnvelopeSeat next = room.join(peer(1, Room.LATER_GETH, 1), Wire.SHH_6, PeerTraits.FULL);
        assertEquals(List.of(envelope), room.cycle(next));
        assertEquals(Optional.empty(), formerWaku.next());
        former.leave();
        formerWaku.leave();
        room.pool.add(Samples.envelope());
        assertEquals(1, room.cycle(next).size(), "the late leave of the former is nothing to it");
    }

    @Test
    void keepsWhatAPeerKnowsWhileItSpeaksTheOtherProtocol() throws Exception {
        EnvelopeSeat whisper = room.join(1);
        EnvelopeSeat waku = room.join(peer(1), Wire.WAKU_1, PeerTraits.FULL);
        whisper.received(Samples.envelope());
        Envelope own = Samples.envelope();
        room.pool.add(own);
        room.relay.cycle();
        assertTrue(whisper.next().isPresent());
        whisper.leave();
        room.join(peer(2), Wire.WAKU_1, PeerTraits.FULL);
        EnvelopeSeat again = room.relay.join(peer(1), Wire.WAKU_1, PeerTraits.FULL, () -> {});
        assertEquals(List.of(own), room.cycle(again), "picked by the seat that left, and not sent");
        assertEquals(Optional.empty(), waku.next(), "void");
    }

    @Test
    void takesTheSeatOfAnAbandonedSessionAwayWithItsLink() {
        room.join(1);
        room.relay.onEvent(disconnected(1, FakeTime.START - 1));
        assertEquals(1, room.relay.size(), "a former link's end");
        room.relay.onEvent(disconnected(2, FakeTime.START));
        assertEquals(1, room.relay.size(), "another peer's");
        room.relay.onEvent(disconnected(1, FakeTime.START));
        assertEquals(0, room.relay.size());
    }

    private PeerEvent disconnected(int number, long at) {
        return new PeerEvent.Disconnected(
                peer(number).id(), Instant.ofEpochSecond(at), DisconnectReason.REQUESTED, true, "");
    }

    /** Enough for either generation. */
    private static Envelope both(double work) {
        while (true) {
            Envelope envelope = Samples.envelope(FakeTime.START, 10, Samples.TOPIC, 32, work);
            if (Samples.work(Generation.EARLIER, envelope) >= work) {
                return envelope;
            }
        }
    }
}
