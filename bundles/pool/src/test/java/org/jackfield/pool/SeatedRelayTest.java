package org.jackfield.pool;

import static org.jackfield.pool.Exchange.announcement;
import static org.jackfield.pool.Exchange.drain;
import static org.jackfield.pool.Exchange.only;
import static org.jackfield.pool.Samples.transaction;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.PeerEvent;
import org.jackfield.chain.RawTransaction;
import org.jackfield.chain.Transaction;
import org.jackfield.pool.TransactionMessage.Announcement;
import org.jackfield.pool.TransactionMessage.Broadcast;
import org.jackfield.pool.TransactionMessage.TransactionsRequest;
import org.junit.jupiter.api.Test;

class SeatedRelayTest {

    private final Exchange exchange = new Exchange();

    @Test
    void asksForAllOfAnAnnouncementAtOnceAfterAMoment() throws DisconnectException {
        List<Transaction> fifty = transactions(50);
        TransactionSeat seat = exchange.join(1, 69);
        announce(seat, fifty);
        assertEquals(List.of(), drain(seat));
        assertEquals(50, exchange.request(seat).hashes().size());
        assertEquals(List.of(), drain(seat));
    }

    @Test
    void asksForAllOfAnAnnouncementAtOnceThoughReadingItTakesTime() throws DisconnectException {
        List<Transaction> fifty = transactions(50);
        TransactionSeat seat = exchange.join(1, 69);
        long due = exchange.timer.now() + BodyFetcher.COLLECT_MILLIS;
        exchange.timer.looksTake(1);
        announce(seat, fifty);
        exchange.timer.looksTake(0);
        exchange.timer.pass(due + 5 - exchange.timer.now());
        assertEquals(50, only(TransactionsRequest.class, seat).hashes().size());
    }

    @Test
    void takesWhatItAskedForIntoThePoolAndTellsOthers() throws DisconnectException {
        Transaction transaction = transaction(1, 0, 1);
        TransactionSeat teller = exchange.join(1, 69);
        TransactionSeat other = exchange.join(2, 69);
        announce(teller, List.of(transaction));
        TransactionsRequest request = exchange.request(teller);
        teller.answered(request.id(), List.of(transaction.pooled()));
        assertEquals(1, exchange.pool.status().pending());
        assertEquals(1, drain(other).size());
        assertEquals(List.of(), drain(teller));
    }

    @Test
    void asksAnotherAnnouncerWhenOneDoesNotAnswer() throws DisconnectException {
        Transaction transaction = transaction(1, 0, 1);
        TransactionSeat first = exchange.join(1, 69);
        TransactionSeat second = exchange.join(2, 69);
        announce(first, List.of(transaction));
        announce(second, List.of(transaction));
        TransactionsRequest late = exchange.request(first);
        assertEquals(List.of(), drain(second));
        exchange.timer.pass(OpenRequests.TIMEOUT_MILLIS);
        TransactionsRequest again = only(TransactionsRequest.class, second);
        assertArrayEquals(transaction.hash(), again.hashes().get(0));
        first.answered(late.id(), List.of(transaction.pooled()));
        assertEquals(0, exchange.pool.status().pending(), "too late an answer is ignored");
    }

    @Test
    void asksAnotherAnnouncerWhenOneLeavesOrHasNothing() throws DisconnectException {
        Transaction transaction = transaction(1, 0, 1);
        List<TransactionSeat> seats = List.of(exchange.join(1, 69), exchange.join(2, 69), exchange.join(3, 69));
        for (TransactionSeat seat : seats) {
            announce(seat, List.of(transaction));
        }
        exchange.request(seats.get(0));
        seats.get(0).leave();
        TransactionsRequest second = only(TransactionsRequest.class, seats.get(1));
        seats.get(1).answered(second.id(), List.of());
        only(TransactionsRequest.class, seats.get(2));
        assertEquals(List.of(), drain(seats.get(1)));
    }

    @Test
    void asksAgainForWhatDidNotFitIntoAnAnswer() throws DisconnectException {
        List<Transaction> three = transactions(3);
        TransactionSeat seat = exchange.join(1, 69);
        announce(seat, three);
        seat.answered(exchange.request(seat).id(), List.of(three.get(1).pooled()));
        TransactionsRequest rest = only(TransactionsRequest.class, seat);
        assertEquals(1, rest.hashes().size(), "the one before the last delivered is not there");
        assertArrayEquals(three.get(2).hash(), rest.hashes().get(0));
    }

    @Test
    void boundsARequestByHashesAndBytes() throws DisconnectException {
        TransactionSeat seat = exchange.join(1, 69);
        List<AnnouncedTransaction> many = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            many.add(new AnnouncedTransaction(2, 100, hash(i)));
        }
        seat.announced(many, CellMask.ALL);
        assertEquals(256, exchange.request(seat).hashes().size());

        TransactionSeat big = exchange.join(2, 69);
        List<AnnouncedTransaction> large = new ArrayList<>();
        for (int i = 1000; i < 1010; i++) {
            large.add(new AnnouncedTransaction(2, 60_000, hash(i)));
        }
        big.announced(large, CellMask.ALL);
        assertEquals(2, exchange.request(big).hashes().size());
    }

    @Test
    void leavesAPeerWhoseTransactionIsNotAsAnnounced() throws DisconnectException {
        Transaction transaction = transaction(1, 0, 1);
        int size = transaction.size();
        refuses(new AnnouncedTransaction(1, size, transaction.hash()), transaction);
        refuses(new AnnouncedTransaction(2, size + 9, transaction.hash()), transaction);
        refuses(new AnnouncedTransaction(2, size, hash(1)), transaction);
        Exchange tolerant = new Exchange();
        TransactionSeat seat = tolerant.join(1, 69);
        seat.announced(List.of(new AnnouncedTransaction(2, size + 8, transaction.hash())), CellMask.ALL);
        seat.answered(tolerant.request(seat).id(), List.of(transaction.pooled()));
        assertEquals(1, tolerant.pool.status().pending());
    }

    @Test
    void leavesAPeerThatSendsUnknownTypesOrTheSameTwice() {
        TransactionSeat seat = exchange.join(1, 69);
        RawTransaction unknown = new RawTransaction(new byte[] {5, (byte) 0xc0});
        assertThrows(DisconnectException.class, () -> seat.received(List.of(unknown)));
        TransactionSeat other = exchange.join(2, 69);
        RawTransaction raw = transaction(1, 0, 1).pooled();
        assertThrows(DisconnectException.class, () -> other.received(List.of(raw, raw)));
        TransactionSeat third = exchange.join(3, 69);
        RawTransaction malformed = new RawTransaction(new byte[] {2, (byte) 0xc1, 0x01});
        DisconnectException breach = assertThrows(DisconnectException.class, () -> third.received(List.of(malformed)));
        assertEquals(DisconnectReason.PROTOCOL_ERROR, breach.reason());
    }

    @Test
    void dropsInvalidTransactionsAndDoesNotFetchThemAgain() throws DisconnectException {
        Transaction poor = transaction(1, 0, Long.MAX_VALUE);
        TransactionSeat seat = exchange.join(1, 69);
        seat.received(List.of(poor.pooled()));
        assertEquals(new TransactionPool.Status(0, 0), exchange.pool.status());
        TransactionSeat other = exchange.join(2, 69);
        announce(other, List.of(poor));
        exchange.timer.pass(BodyFetcher.COLLECT_MILLIS);
        assertEquals(List.of(), drain(other));
    }

    @Test
    void ignoresAnswersThatNobodyAskedFor() throws DisconnectException {
        TransactionSeat seat = exchange.join(1, 72);
        assertFalse(seat.answered(7, List.of(transaction(1, 0, 1).pooled())));
        assertFalse(seat.answered(7, CellsAnswer.NOTHING));
        assertEquals(0, exchange.pool.status().pending());
    }

    @Test
    void asksAPeerThatSendsMostlyInvalidOnesNothingForAMoment() throws DisconnectException {
        TransactionSeat seat = exchange.join(1, 69);
        seat.received(invalid(3));
        Transaction wanted = transaction(1, 0, 1);
        announce(seat, List.of(wanted));
        exchange.timer.pass(BodyFetcher.COLLECT_MILLIS);
        assertEquals(List.of(), drain(seat));
        int before = exchange.wakes;
        exchange.timer.pass(Incoming.REST_MILLIS - BodyFetcher.COLLECT_MILLIS);
        assertTrue(exchange.wakes > before, "it is woken for what has waited");
        assertArrayEquals(
                wanted.hash(), only(TransactionsRequest.class, seat).hashes().get(0));
    }

    @Test
    void fetchesLaterWhatAPeerBroadcastsThatHasToWait() throws DisconnectException {
        TransactionSeat seat = exchange.join(1, 69);
        List<RawTransaction> message = new ArrayList<>(invalid(Incoming.BATCH));
        Transaction valid = transaction(1, 0, 1);
        message.add(valid.pooled());
        seat.received(message);
        assertEquals(0, exchange.pool.status().pending());
        exchange.timer.pass(Incoming.REST_MILLIS);
        TransactionsRequest request = only(TransactionsRequest.class, seat);
        assertTrue(seat.answered(request.id(), List.of(valid.pooled())));
        assertEquals(1, exchange.pool.status().pending());
    }

    @Test
    void bearsWithAQuarterOfInvalidOnesAndWithThoseThatPayTooLittle() throws Exception {
        TransactionSeat seat = exchange.join(1, 69);
        List<RawTransaction> message = new ArrayList<>(invalid(1));
        exchange.pool.add(transaction(1, 0, 100));
        message.add(transaction(1, 0, 101).pooled());
        message.add(transaction(2, 0, 1).pooled());
        seat.received(message);
        Transaction wanted = transaction(3, 0, 1);
        announce(seat, List.of(wanted));
        exchange.timer.pass(BodyFetcher.COLLECT_MILLIS);
        assertTrue(drain(seat).stream().anyMatch(TransactionsRequest.class::isInstance));
    }

    /** Nobody can pay for them. */
    private static List<RawTransaction> invalid(int count) {
        List<RawTransaction> invalid = new ArrayList<>();
        for (int nonce = 0; nonce < count; nonce++) {
            invalid.add(transaction(9, nonce, Long.MAX_VALUE).pooled());
        }
        return invalid;
    }

    @Test
    void sendsBodiesToASquareRootOfThePeersAndHashesToTheOthers() throws Exception {
        List<TransactionSeat> seats = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            seats.add(exchange.join(i, 69));
        }
        exchange.pool.add(transaction(1, 0, 1));
        List<TransactionMessage> sent =
                seats.stream().flatMap(seat -> drain(seat).stream()).toList();
        assertEquals(4, sent.stream().filter(Broadcast.class::isInstance).count());
        assertEquals(6, sent.stream().filter(Announcement.class::isInstance).count());
    }

    @Test
    void tellsTheTellerNothing() throws Exception {
        TransactionSeat teller = exchange.join(1, 69);
        teller.received(List.of(transaction(1, 0, 1).pooled()));
        assertEquals(1, exchange.pool.status().pending());
        assertEquals(List.of(), drain(teller));
    }

    @Test
    void announcesThePoolToWhoJoinsInBoundedBatches() throws Exception {
        for (int sender = 0; sender < 3; sender++) {
            for (int nonce = 0; nonce < 1500; nonce++) {
                exchange.pool.add(transaction(sender, nonce, 1));
            }
        }
        List<TransactionMessage> messages = drain(exchange.join(1, 69));
        assertEquals(
                List.of(4096, 404),
                messages.stream()
                        .map(message -> ((Announcement) message).transactions().size())
                        .toList());
    }

    @Test
    void goesOnAfterAHandOverWithoutAskingOrAnnouncingTwice() throws Exception {
        Transaction wanted = transaction(1, 0, 1);
        TransactionSeat before = exchange.join(1, 69);
        announce(before, List.of(wanted));
        TransactionsRequest request = exchange.request(before);
        exchange.pool.add(transaction(2, 0, 1));
        TransactionMessage waiting = before.next().orElseThrow();

        TransactionSeat after = exchange.relay.rejoin(Exchange.peer(1), 69, () -> {});
        assertSame(waiting, after.next().orElseThrow());
        after.sent(waiting);
        assertEquals(List.of(), drain(after));
        after.answered(request.id(), List.of(wanted.pooled()));
        assertEquals(2, exchange.pool.status().pending());
        assertEquals(List.of(), drain(after));
    }

    @Test
    void givesAFreshSeatToWhoRejoinsWithAnotherVersionOrWithoutOne() {
        TransactionSeat old = exchange.join(1, 69);
        assertNotSame(old, exchange.relay.rejoin(Exchange.peer(1), 70, () -> {}));
        exchange.relay.rejoin(Exchange.peer(2), 70, () -> {});
        assertEquals(List.of(), drain(old));
    }

    @Test
    void dropsTheSeatOfAPeerThatIsGone() throws DisconnectException {
        Transaction transaction = transaction(1, 0, 1);
        TransactionSeat first = exchange.join(1, 69);
        TransactionSeat second = exchange.join(2, 69);
        announce(first, List.of(transaction));
        announce(second, List.of(transaction));
        exchange.request(first);
        exchange.relay.onEvent(gone(1, Instant.EPOCH.minusSeconds(1)));
        assertEquals(List.of(), drain(second), "the end of a former link");
        exchange.relay.onEvent(gone(1, Instant.EPOCH.plusSeconds(1)));
        only(TransactionsRequest.class, second);
    }

    @Test
    void asksForARequestAgainThatWasTakenAndNeverSent() {
        TransactionSeat seat = exchange.join(1, 69);
        TransactionSeat other = exchange.join(2, 69);
        announce(seat, List.of(transaction(1, 0, 1)));
        announce(other, List.of(transaction(1, 0, 1)));
        exchange.timer.pass(BodyFetcher.COLLECT_MILLIS);
        assertTrue(seat.next().isPresent());
        exchange.timer.pass(OpenRequests.TIMEOUT_MILLIS);
        only(TransactionsRequest.class, other);
        assertTrue(seat.next().isEmpty());
    }

    @Test
    void servesWhatIsHereInTheOrderOfTheRequestWithinBounds() throws Exception {
        List<byte[]> hashes = new ArrayList<>();
        for (int nonce = 0; nonce < 10; nonce++) {
            Transaction transaction = transaction(1, nonce, 1);
            exchange.pool.add(transaction);
            hashes.add(transaction.hash());
        }
        hashes.add(3, hash(1));
        TransactionSeat seat = exchange.join(1, 69);
        List<RawTransaction> all = seat.transactions(hashes, 1 << 20);
        assertEquals(10, all.size());
        assertArrayEquals(hashes.get(4), all.get(3).hash());
        assertEquals(
                2, seat.transactions(hashes, all.get(0).encoded().length + 1).size());
    }

    /** Nothing but the declared exception, and bounded bookkeeping, whatever a peer does. */
    @Test
    void survivesHostilePeers() {
        HostilePeers hostile = new HostilePeers(exchange, 17);
        for (int i = 0; i < 10_000; i++) {
            hostile.act();
        }
        assertTrue(exchange.pool.bytes() < 10 << 20, "" + exchange.pool.bytes());
    }

    private void refuses(AnnouncedTransaction announced, Transaction sent) throws DisconnectException {
        Exchange fresh = new Exchange();
        TransactionSeat seat = fresh.join(1, 69);
        seat.announced(List.of(announced), CellMask.ALL);
        long id = fresh.request(seat).id();
        DisconnectException refusal =
                assertThrows(DisconnectException.class, () -> seat.answered(id, List.of(sent.pooled())));
        assertEquals(DisconnectReason.SUBPROTOCOL_ERROR, refusal.reason());
        assertEquals(0, fresh.pool.status().pending());
    }

    private static List<Transaction> transactions(int count) {
        return IntStream.range(0, count)
                .mapToObj(nonce -> transaction(1, nonce, 1))
                .toList();
    }

    private static void announce(TransactionSeat seat, List<Transaction> transactions) {
        try {
            seat.announced(
                    transactions.stream()
                            .map(transaction -> announcement(transaction, 69))
                            .toList(),
                    CellMask.ALL);
        } catch (DisconnectException e) {
            throw new AssertionError(e);
        }
    }

    private static PeerEvent gone(int number, Instant at) {
        return new PeerEvent.Disconnected(Exchange.peer(number), at, DisconnectReason.REQUESTED, true, "");
    }

    private static byte[] hash(int number) {
        byte[] hash = new byte[32];
        hash[0] = (byte) (number >> 8);
        hash[1] = (byte) number;
        hash[8] = 1;
        return hash;
    }
}
