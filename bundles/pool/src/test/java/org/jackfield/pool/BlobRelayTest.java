package org.jackfield.pool;

import static org.jackfield.pool.Exchange.announcement;
import static org.jackfield.pool.Exchange.cells;
import static org.jackfield.pool.Exchange.drain;
import static org.jackfield.pool.Exchange.only;
import static org.jackfield.pool.Exchange.wire;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.chain.BlobSidecar;
import org.jackfield.chain.Fork;
import org.jackfield.chain.RawTransaction;
import org.jackfield.chain.Transaction;
import org.jackfield.pool.TransactionMessage.Announcement;
import org.jackfield.pool.TransactionMessage.CellsRequest;
import org.junit.jupiter.api.Test;

class BlobRelayTest {

    private static final CellMask CUSTODY = CellMask.of(5, 21, 40, 58);

    private final Exchange exchange = new Exchange();
    private final Transaction transaction = Exchange.blobTransaction(1, 0, 2);

    @Test
    void takesABlobTransactionWholeUpToEth71AndOnlyAnnouncesIt() throws Exception {
        TransactionSeat teller = exchange.join(1, 69);
        TransactionSeat old = exchange.join(2, 69);
        TransactionSeat fresh = exchange.join(3, 72);
        fetchBody(teller, 69);
        assertEquals(1, exchange.pool.status().pending());
        Announcement whole = only(Announcement.class, old);
        assertEquals(
                wire(transaction, 69).encoded().length,
                whole.transactions().get(0).size());
        Announcement slim = only(Announcement.class, fresh);
        assertEquals(CellMask.ALL, slim.cells());
        assertEquals(
                wire(transaction, 72).encoded().length,
                slim.transactions().get(0).size());
    }

    @Test
    void fetchesCellsOfATransactionThatCameWithoutItsBlobs() throws Exception {
        TransactionSeat teller = exchange.join(1, 72);
        TransactionSeat other = exchange.join(2, 69);
        fetchBody(teller, 72);
        assertEquals(0, exchange.pool.status().pending());
        CellsRequest request = only(CellsRequest.class, teller);
        assertTrue(CellMask.DATA.isIn(request.cells()));
        assertEquals(65, request.cells().count(), "more than half");
        teller.answered(request.id(), cells(transaction, request.cells()));
        assertEquals(1, exchange.pool.status().pending());
        assertArrayEquals(
                transaction.pooled().encoded(),
                exchange.pool
                        .transaction(transaction.hash())
                        .orElseThrow()
                        .pooled()
                        .encoded());
        only(Announcement.class, other);
    }

    @Test
    void samplesItsCustodyOnceTwoPeersHaveAll() throws Exception {
        Exchange sampling = sampling();
        TransactionSeat first = sampling.join(1, 72);
        TransactionSeat second = sampling.join(2, 72);
        fetchBody(sampling, first, 72);
        assertEquals(List.of(), drain(first));
        second.announced(List.of(announcement(transaction, 72)), CellMask.ALL);
        CellsRequest request = anyOf(first, second);
        assertTrue(CUSTODY.isIn(request.cells()));
        assertEquals(CUSTODY.count() + 1, request.cells().count(), "and one for noise");
        asked.answered(request.id(), cells(transaction, request.cells()));
        assertEquals(1, sampling.pool.status().pending());
        assertEquals(CUSTODY, only(Announcement.class, sampling.join(3, 72)).cells());
        assertEquals(List.of(), drain(sampling.join(4, 69)), "its blobs are not all here");
    }

    @Test
    void asksNobodyForItsCustodyUntilTwoPeersHaveAllAndThenForNoMoreThanThat() throws Exception {
        Exchange sampling = sampling();
        TransactionSeat full = sampling.join(1, 72);
        TransactionSeat partial = sampling.join(2, 72);
        TransactionSeat second = sampling.join(3, 72);
        fetchBody(sampling, full, 72);
        CellMask some = CellMask.of(5, 40, 99);
        partial.announced(List.of(announcement(transaction, 72)), some);
        full.announced(List.of(announcement(transaction, 72)), CellMask.ALL);
        assertEquals(List.of(), drain(full), "the same peer twice is one peer");
        assertEquals(List.of(), drain(partial));
        second.announced(List.of(announcement(transaction, 72)), CellMask.ALL);
        CellsRequest ofPartial = only(CellsRequest.class, partial);
        assertEquals(CellMask.of(5, 40), ofPartial.cells());
        CellsRequest ofSecond = only(CellsRequest.class, second);
        assertTrue(CellMask.of(21, 58).isIn(ofSecond.cells()));
        assertEquals(3, ofSecond.cells().count(), "and one for noise");
        assertEquals(List.of(), drain(full), "nothing is left to be asked for");
        assertTrue(second.answered(ofSecond.id(), cells(transaction, ofSecond.cells())));
        assertEquals(0, sampling.pool.status().pending());
        assertTrue(partial.answered(ofPartial.id(), cells(transaction, ofPartial.cells())));
        assertEquals(1, sampling.pool.status().pending());
        assertEquals(CUSTODY, only(Announcement.class, sampling.join(4, 72)).cells());
    }

    @Test
    void fetchesWholeWhatOnlyOnePeerHasForLong() throws Exception {
        Exchange sampling = sampling();
        TransactionSeat only = sampling.join(1, 72);
        fetchBody(sampling, only, 72);
        sampling.timer.pass(CellFetcher.AVAILABILITY_MILLIS - 1);
        assertEquals(List.of(), drain(only));
        sampling.timer.pass(1);
        assertTrue(only(CellsRequest.class, only).cells().count() > 64);
    }

    @Test
    void fetchesAShareOfTransactionsWhole() throws Exception {
        int whole = 0;
        for (int seed = 0; seed < 200; seed++) {
            Exchange one = new Exchange(seed);
            one.relay.custody(CUSTODY);
            TransactionSeat seat = one.join(1, 72);
            fetchBody(one, seat, 72);
            whole += drain(seat).size();
        }
        assertTrue(whole > 15 && whole < 50, whole + " of 200, 15 % expected");
    }

    @Test
    void leavesThePeerThatSendsWrongCellsAndAsksTheOther() throws Exception {
        Exchange sampling = sampling();
        TransactionSeat first = sampling.join(1, 72);
        TransactionSeat second = sampling.join(2, 72);
        fetchBody(sampling, first, 72);
        second.announced(List.of(announcement(transaction, 72)), CellMask.ALL);
        CellsRequest request = anyOf(first, second);
        CellsAnswer wrong = cells(transaction, request.cells());
        wrong.cells().get(0).get(0)[31] ^= 1;
        TransactionSeat liar = asked;
        assertThrows(DisconnectException.class, () -> liar.answered(request.id(), wrong));
        TransactionSeat innocent = liar == first ? second : first;
        CellsRequest again = only(CellsRequest.class, innocent);
        innocent.answered(again.id(), cells(transaction, again.cells()));
        assertEquals(1, sampling.pool.status().pending());
    }

    @Test
    void leavesThePeerThatSendsABlobTransactionWithoutItsSidecar() throws Exception {
        RawTransaction bare = new RawTransaction(transaction.encoded());
        refusesBody(bare, 69);
        refusesBody(bare, 72);
    }

    @Test
    void leavesThePeerWhoseCommitmentsAreOthers() throws Exception {
        BlobSidecar right = transaction.sidecar().orElseThrow();
        List<byte[]> commitments = new ArrayList<>(right.commitments());
        commitments.set(0, new byte[48]);
        refusesBody(with(new BlobSidecar(1, right.blobs(), commitments, right.proofs())), 69);
        refusesBody(with(new BlobSidecar(1, List.of(), commitments, right.proofs())), 72);
    }

    @Test
    void leavesThePeerWhoseBlobsOrProofsAreOthers() throws Exception {
        BlobSidecar right = transaction.sidecar().orElseThrow();
        List<byte[]> blobs = new ArrayList<>(right.blobs());
        blobs.set(1, new byte[BlobSidecar.BLOB_BYTES]);
        refusesBody(with(new BlobSidecar(1, blobs, right.commitments(), right.proofs())), 69);
        refusesBody(with(right), 72);
    }

    @Test
    void leavesThePeerThatBroadcastsABlobTransaction() {
        TransactionSeat seat = exchange.join(1, 69);
        assertThrows(DisconnectException.class, () -> seat.received(List.of(transaction.pooled())));
    }

    @Test
    void refusesASidecarOfTheWrongVersionWithoutLeavingThePeer() throws Exception {
        BlobSidecar right = transaction.sidecar().orElseThrow();
        exchange.admission.rules(new ChainRules(Samples.CHAIN, Fork.OSAKA, 30_000_000));
        TransactionSeat seat = exchange.join(1, 69);
        List<byte[]> proofs = List.of(new byte[48], new byte[48]);
        RawTransaction old = with(new BlobSidecar(0, right.blobs(), right.commitments(), proofs));
        seat.announced(List.of(new AnnouncedTransaction(3, old.encoded().length, transaction.hash())), CellMask.ALL);
        seat.answered(exchange.request(seat).id(), List.of(old));
        assertEquals(0, exchange.pool.status().pending());
    }

    @Test
    void asksForCellsOfWhatMayReplaceAnother() throws Exception {
        exchange.pool.add(Exchange.blobTransaction(1, 0, 1));
        TransactionSeat seat = exchange.join(1, 72);
        drain(seat);
        fetchBody(seat, 72);
        CellsRequest request = only(CellsRequest.class, seat);
        seat.answered(request.id(), cells(transaction, request.cells()));
        assertFalse(exchange.pool.transaction(transaction.hash()).isPresent(), "it does not pay more");
    }

    @Test
    void gathersCellsFromSeveralPeers() throws Exception {
        Exchange sampling = sampling();
        TransactionSeat[] providers = {sampling.join(1, 72), sampling.join(2, 72)};
        fetchBody(sampling, providers[0], 72);
        providers[1].announced(List.of(announcement(transaction, 72)), CellMask.ALL);
        CellsRequest request = anyOf(providers);
        CellMask half = CellMask.of(5, 21);
        asked.answered(request.id(), cells(transaction, half));
        assertEquals(0, sampling.pool.status().pending());
        CellsRequest rest = anyOf(providers);
        assertEquals(CellMask.NONE, rest.cells().and(half));
        asked.answered(rest.id(), cells(transaction, rest.cells()));
        assertEquals(1, sampling.pool.status().pending());
    }

    @Test
    void servesCellsOfWhatIsHere() throws Exception {
        exchange.pool.add(transaction);
        TransactionSeat seat = exchange.join(1, 72);
        CellMask mask = CellMask.of(1, 64, 127);
        CellsAnswer answer = seat.cells(List.of(new byte[32], transaction.hash()), mask, 1 << 20);
        CellsAnswer expected = cells(transaction, mask);
        assertEquals(mask, answer.mask());
        assertEquals(1, answer.hashes().size());
        for (int i = 0; i < 6; i++) {
            assertArrayEquals(
                    expected.cells().get(0).get(i), answer.cells().get(0).get(i));
        }
        assertArrayEquals(
                wire(transaction, 72).encoded(),
                seat.transactions(List.of(transaction.hash()), 1 << 20).get(0).encoded());
    }

    @Test
    void forgetsATransactionWhoseCellsNobodySends() throws Exception {
        TransactionSeat seat = exchange.join(1, 72);
        fetchBody(seat, 72);
        only(CellsRequest.class, seat);
        exchange.timer.pass(OpenRequests.TIMEOUT_MILLIS);
        assertEquals(List.of(), drain(seat));
        TransactionSeat other = exchange.join(2, 72);
        fetchBody(other, 72);
        only(CellsRequest.class, other);
    }

    @Test
    void asksNobodyForBlobTransactionsWithoutTheArithmetic() {
        InvalidTransactionException refusal = assertThrows(
                InvalidTransactionException.class,
                () -> new Admission(Samples.PRAGUE, BigInteger.ONE, Optional.empty()).judge(transaction));
        assertTrue(refusal.getMessage().contains("no KZG arithmetic"), refusal.getMessage());
    }

    private TransactionSeat asked;

    private CellsRequest anyOf(TransactionSeat... seats) {
        for (TransactionSeat seat : seats) {
            List<TransactionMessage> messages = drain(seat);
            if (!messages.isEmpty()) {
                asked = seat;
                return (CellsRequest) messages.get(0);
            }
        }
        throw new AssertionError("nobody was asked");
    }

    /** Custody of four cells, and a seed for which nothing is fetched whole at first. */
    private static Exchange sampling() {
        Exchange sampling = new Exchange(1);
        sampling.relay.custody(CUSTODY);
        return sampling;
    }

    private void fetchBody(TransactionSeat seat, int version) throws DisconnectException {
        fetchBody(exchange, seat, version);
    }

    private void fetchBody(Exchange where, TransactionSeat seat, int version) throws DisconnectException {
        seat.announced(List.of(announcement(transaction, version)), CellMask.ALL);
        long id = where.request(seat).id();
        seat.answered(id, List.of(wire(transaction, version)));
    }

    /** The bad body costs the peer its seat, and another announcer is asked. */
    private void refusesBody(RawTransaction bad, int version) throws DisconnectException {
        Exchange fresh = new Exchange();
        TransactionSeat liar = fresh.join(1, version);
        TransactionSeat honest = fresh.join(2, version);
        for (TransactionSeat seat : List.of(liar, honest)) {
            seat.announced(
                    List.of(new AnnouncedTransaction(3, bad.encoded().length, transaction.hash())), CellMask.ALL);
        }
        long id = fresh.request(liar).id();
        assertThrows(DisconnectException.class, () -> liar.answered(id, List.of(bad)));
        assertEquals(1, fresh.request(honest).hashes().size());
    }

    private RawTransaction with(BlobSidecar sidecar) {
        return PooledTransaction.with(transaction, Optional.of(sidecar)).pooled();
    }
}
