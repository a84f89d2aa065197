package org.jackfield.envelopes;

import static org.jackfield.envelopes.Room.drain;
import static org.jackfield.envelopes.Room.peer;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jackfield.api.DisconnectException;
import org.jackfield.crypto.Hash;
import org.jackfield.envelopes.EnvelopeMessage.Answered;
import org.jackfield.envelopes.EnvelopeMessage.Ask;
import org.jackfield.envelopes.EnvelopeMessage.Direct;
import org.jackfield.envelopes.EnvelopeMessage.Envelopes;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private final Room room = new Room();
    private final List<Envelope> archive = List.of(Samples.envelope(), Samples.envelope(), Samples.envelope());
    private final FakeMailServer server = new FakeMailServer(archive);

    @Test
    void isNotServedWithoutAMailServer() throws Exception {
        EnvelopeSeat seat = room.join(1);
        assertFalse(seat.servesHistory());
        seat.requested(sealed());
        assertEquals(List.of(), drain(seat));
        room.relay.archive().open(server);
        assertTrue(seat.servesHistory());
        room.relay.archive().close(new FakeMailServer(List.of()));
        assertTrue(seat.servesHistory(), "another one has gone");
        room.relay.archive().close(server);
        assertFalse(seat.servesHistory());
    }

    @Test
    void isGivenOneByOneAndWithoutAnEndInWhisper() throws Exception {
        room.relay.archive().open(server);
        EnvelopeSeat seat = room.join(1);
        int before = room.wakes;
        seat.requested(sealed());
        assertEquals(before + 1, room.wakes);
        assertEquals(
                archive.stream().map(envelope -> new Direct(List.of(envelope))).toList(), drain(seat));
        assertEquals(List.of("asked by 00000001", "read", "read", "read", "closed"), server.log);
    }

    @Test
    void isGivenTogetherAndWithAnEndInWaku() throws Exception {
        room.relay.archive().open(server);
        EnvelopeSeat seat = room.join(peer(1), Wire.WAKU_1, PeerTraits.FULL);
        HistoryRequest request = open();
        seat.requested(request);
        List<EnvelopeMessage> messages = drain(seat);
        assertEquals(new Direct(archive), messages.get(0));
        HistoryEnd end = ((Answered) messages.get(1)).end();
        assertEquals(request.name(), end.request());
        assertArrayEquals(FakeMailServer.CURSOR, end.cursor());
        assertEquals(2, messages.size());
    }

    @Test
    void hasAnEndInWhisperTooForWhoHasAskedInTheOpen() throws Exception {
        room.relay.archive().open(server);
        EnvelopeSeat seat = room.join(1);
        HistoryRequest request = open();
        seat.requested(request);
        List<EnvelopeMessage> messages = drain(seat);
        assertEquals(archive.size() + 1, messages.size());
        assertEquals(
                request.name(), ((Answered) messages.get(archive.size())).end().request());
    }

    @Test
    void isReadNoFasterThanThePeerTakesIt() throws Exception {
        FakeMailServer large = new FakeMailServer(
                Collections.nCopies(10, Samples.envelope(FakeTime.START, 50, Samples.TOPIC, 400 << 10, 0)));
        room.relay.archive().open(large);
        EnvelopeSeat seat = room.join(peer(1), Wire.WAKU_1, PeerTraits.FULL);
        seat.requested(sealed());
        assertEquals(1, large.log.size());
        EnvelopeMessage first = seat.next().orElseThrow();
        assertEquals(2, ((Direct) first).envelopes().size());
        assertEquals(1 + 3, large.log.size(), "one ahead, to see that it does not fit");
        seat.next();
        assertEquals(1 + 3, large.log.size());
        seat.sent(first);
        List<EnvelopeMessage> rest = drain(seat);
        assertEquals(4 + 1, rest.size());
        assertEquals(
                8,
                rest.stream()
                        .limit(4)
                        .mapToInt(message -> ((Direct) message).envelopes().size())
                        .sum());
    }

    @Test
    void doesNotKeepThePoolWaiting() throws Exception {
        room.relay.archive().open(server);
        EnvelopeSeat seat = room.join(1);
        seat.requested(sealed());
        room.pool.add(Samples.envelope());
        EnvelopeMessage first = seat.next().orElseThrow();
        seat.sent(first);
        assertInstanceOf(Direct.class, first);
        room.relay.cycle();
        assertInstanceOf(Envelopes.class, seat.next().orElseThrow());
    }

    @Test
    void isServedToFewRequestsOfAPeerAtATime() throws Exception {
        room.relay.archive().open(server);
        EnvelopeSeat seat = room.join(1);
        for (int i = 0; i < Archive.MAX_REQUESTS; i++) {
            seat.requested(sealed());
        }
        assertThrows(DisconnectException.class, () -> seat.requested(sealed()));
        assertEquals(Archive.MAX_REQUESTS * archive.size(), drain(seat).size());
        seat.requested(sealed());
        assertEquals(archive.size(), drain(seat).size());
    }

    @Test
    void isClosedWhenThePeerLeaves() throws Exception {
        room.relay.archive().open(server);
        EnvelopeSeat seat = room.join(1);
        seat.requested(sealed());
        seat.requested(sealed());
        seat.next();
        seat.leave();
        assertEquals(List.of("closed", "closed"), server.log.subList(3, 5));
        seat.requested(sealed());
        assertEquals("closed", server.log.get(6));
        assertEquals(Optional.empty(), seat.next());
    }

    @Test
    void isNotSpokenOfWhereTheServerDoesNotAnswer() throws Exception {
        room.relay.archive().open(server);
        server.silent = true;
        EnvelopeSeat seat = room.join(peer(1), Wire.WAKU_1, PeerTraits.FULL);
        seat.requested(sealed());
        assertEquals(List.of(), drain(seat));
    }

    @Test
    void endsWithAnErrorWhereTheServerFails() throws Exception {
        room.relay.archive().open(server);
        server.broken = true;
        EnvelopeSeat whisper = room.join(1);
        EnvelopeSeat waku = room.join(peer(2), Wire.WAKU_1, PeerTraits.FULL);
        whisper.requested(sealed());
        waku.requested(sealed());
        assertEquals(List.of(), drain(whisper));
        HistoryEnd end = ((Answered) drain(waku).get(0)).end();
        assertEquals(Optional.of("server error"), end.error());
        assertEquals(2, server.log.stream().filter("closed"::equals).count());
    }

    @Test
    void isAskedForOnceItIsWithTheLinkInWhisper() throws Exception {
        EnvelopeSeat seat = room.join(1);
        HistoryRequest request = sealed();
        CompletableFuture<HistoryEnd> done =
                room.relay.request(peer(1).id(), request).toCompletableFuture();
        assertTrue(seat.trusted());
        EnvelopeMessage ask = seat.next().orElseThrow();
        assertEquals(new Ask(request), ask);
        assertFalse(done.isDone());
        seat.sent(ask);
        assertEquals(request.name(), done.get().request());
        seat.ended(done.get());
    }

    @Test
    void isCompleteWhenThePeerSaysSoInWaku() throws Exception {
        EnvelopeSeat seat = room.join(peer(1), Wire.WAKU_1, PeerTraits.FULL);
        HistoryRequest request = open();
        CompletableFuture<HistoryEnd> done =
                room.relay.request(peer(1).id(), request).toCompletableFuture();
        assertEquals(List.of(new Ask(request)), drain(seat));
        seat.ended(new HistoryEnd(Hash.ofContent(new byte[1]), Optional.empty(), new byte[0], Optional.empty()));
        assertFalse(done.isDone(), "that was another one's end");
        HistoryEnd end = new HistoryEnd(request.name(), Optional.empty(), new byte[] {9}, Optional.empty());
        seat.ended(end);
        assertEquals(end, done.get());
    }

    @Test
    void failsWhenThePeerRefusesLeavesOrIsNotThere() {
        assertFails("the peer is not connected", request(sealed()));
        EnvelopeSeat whisper = room.join(1);
        assertFails("shh/6 has no open requests", request(open()));
        EnvelopeSeat waku = room.join(peer(1), Wire.WAKU_1, PeerTraits.FULL);
        HistoryRequest refused = open();
        CompletableFuture<HistoryEnd> refusal = request(refused);
        waku.ended(new HistoryEnd(refused.name(), Optional.empty(), new byte[0], Optional.of("no")));
        assertFails("the peer refuses: no", refusal);
        CompletableFuture<HistoryEnd> open = request(sealed());
        waku.leave();
        assertFails("the peer has left before it answered", open);
        whisper.leave();
    }

    @Test
    void isAskedForAFewTimesAtATime() {
        room.join(peer(1), Wire.WAKU_1, PeerTraits.FULL);
        HistoryRequest first = sealed();
        CompletableFuture<HistoryEnd> given = request(first);
        assertFails("the peer has been asked that already", request(first));
        for (int i = 1; i < Questions.MAX; i++) {
            request(sealed());
        }
        assertFails("16 requests are with the peer already", request(sealed()));
        given.cancel(false);
        assertFalse(request(sealed()).isDone());
    }

    private CompletableFuture<HistoryEnd> request(HistoryRequest request) {
        return room.relay.request(peer(1).id(), request).toCompletableFuture();
    }

    private static void assertFails(String why, CompletableFuture<HistoryEnd> request) {
        Throwable cause = assertThrows(ExecutionException.class, request::get).getCause();
        assertInstanceOf(IOException.class, cause);
        assertEquals(why, cause.getMessage());
    }

    private static HistoryRequest sealed() {
        return new HistoryRequest.Sealed(Samples.envelope());
    }

    private static HistoryRequest open() {
        return new HistoryRequest.Open(Hash.ofContent(Samples.data(8)), 0, 100, 10, new byte[0], Bloom.FULL, List.of());
    }
}
