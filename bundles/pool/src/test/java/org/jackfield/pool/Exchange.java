package org.jackfield.pool;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.jackfield.api.NodeId;
import org.jackfield.chain.BlobSidecar;
import org.jackfield.chain.RawTransaction;
import org.jackfield.chain.Transaction;
import org.jackfield.chain.TransactionDraft;
import org.jackfield.pool.TransactionMessage.TransactionsRequest;

/** A relay with its pool and seats, on one thread and with time that stands still. */
final class Exchange {

    final FakeTimer timer = new FakeTimer();
    final Accounts accounts = Samples.accounts(0, Samples.RICH);
    final Admission admission;
    final MemoryPool pool;
    final SeatedRelay relay;
    Instant instant = Instant.EPOCH;
    int wakes;

    Exchange() {
        this(0);
    }

    /**
     * @param seed of the choice which blobs are fetched whole
     */
    Exchange(long seed) {
        admission = new Admission(Samples.PRAGUE, BigInteger.ONE, Optional.of(new FakeKzg()));
        pool = new MemoryPool(Samples.limits(), accounts, admission, Runnable::run, timer::now);
        relay = new SeatedRelay(pool, admission, timer, () -> instant, new SplittableRandom(seed));
        pool.hear(relay::added);
    }

    static NodeId peer(int number) {
        byte[] key = new byte[NodeId.BYTES];
        key[0] = (byte) (number >> 8);
        key[1] = (byte) number;
        return NodeId.of(key);
    }

    TransactionSeat join(int number, int version) {
        return relay.join(peer(number), version, () -> wakes++);
    }

    /** All that a seat has to send now, sent. */
    static List<TransactionMessage> drain(TransactionSeat seat) {
        List<TransactionMessage> messages = new ArrayList<>();
        for (Optional<TransactionMessage> next = seat.next(); next.isPresent(); next = seat.next()) {
            messages.add(next.get());
            seat.sent(next.get());
            assertTrue(messages.size() < 1000, "a seat that never ends");
        }
        return messages;
    }

    static <T extends TransactionMessage> T only(Class<T> type, TransactionSeat seat) {
        List<TransactionMessage> messages = drain(seat);
        assertTrue(messages.size() == 1, () -> "one message expected: " + messages);
        return assertInstanceOf(type, messages.get(0));
    }

    /** What a seat asks for once announcements have been collected. */
    TransactionsRequest request(TransactionSeat seat) {
        timer.pass(BodyFetcher.COLLECT_MILLIS);
        return only(TransactionsRequest.class, seat);
    }

    static AnnouncedTransaction announcement(Transaction transaction, int version) {
        RawTransaction wire = wire(transaction, version);
        return new AnnouncedTransaction(transaction.type(), wire.encoded().length, transaction.hash());
    }

    /** As it goes over the wire: from eth/72 on without blobs. */
    static RawTransaction wire(Transaction transaction, int version) {
        if (version < 72 || transaction.sidecar().isEmpty()) {
            return transaction.pooled();
        }
        BlobSidecar full = transaction.sidecar().get();
        return PooledTransaction.with(
                        transaction,
                        Optional.of(new BlobSidecar(full.version(), List.of(), full.commitments(), full.proofs())))
                .pooled();
    }

    /** A blob transaction with its sidecar. */
    static Transaction blobTransaction(int sender, long nonce, int blobs) {
        return blobDraft(sender, nonce, blobs, Samples.CHAIN).signed(Samples.key(sender));
    }

    static TransactionDraft blobDraft(int sender, long nonce, int blobs, BigInteger chainId) {
        List<byte[]> made = new ArrayList<>();
        for (int i = 0; i < blobs; i++) {
            byte[] blob = new byte[BlobSidecar.BLOB_BYTES];
            new Random(sender * 1000L + nonce * 10 + i).nextBytes(blob);
            made.add(blob);
        }
        TransactionDraft draft = Samples.draft(nonce, 1);
        draft.chainId = Optional.of(chainId);
        draft.type = Transaction.BLOB;
        draft.maxBlobFee = Samples.GWEI;
        draft.sidecar = Optional.of(FakeKzg.sidecar(made));
        draft.blobHashes = draft.sidecar.get().commitments().stream()
                .map(BlobSidecar::versionedHash)
                .toList();
        return draft;
    }

    /** The answer of a peer that has all. */
    static CellsAnswer cells(Transaction transaction, CellMask mask) {
        List<List<byte[]>> all = transaction.sidecar().orElseThrow().blobs().stream()
                .map(new FakeKzg()::cells)
                .toList();
        List<byte[]> group = new ArrayList<>();
        for (int index : mask.indices()) {
            all.forEach(ofBlob -> group.add(ofBlob.get(index)));
        }
        return new CellsAnswer(List.of(transaction.hash()), List.of(group), mask);
    }
}
