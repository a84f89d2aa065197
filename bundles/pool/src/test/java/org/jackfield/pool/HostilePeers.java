package org.jackfield.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jackfield.api.DisconnectException;
import org.jackfield.chain.RawTransaction;
import org.jackfield.chain.Transaction;

/** Peers that do anything at all, at random but the same every time. A peer that is told to go comes back. */
final class HostilePeers {

    private static final int PEERS = 6;

    private final Exchange exchange;
    private final Random random;
    private final TransactionSeat[] seats = new TransactionSeat[PEERS];
    private final List<Transaction> transactions = new ArrayList<>();
    private final List<Long> ids = new ArrayList<>(List.of(0L));

    HostilePeers(Exchange exchange, long seed) {
        this.exchange = exchange;
        random = new Random(seed);
        for (int nonce = 0; nonce < 8; nonce++) {
            transactions.add(Samples.transaction(1, nonce, 1 + random.nextInt(5)));
            transactions.add(Exchange.blobTransaction(2, nonce, 1));
        }
    }

    void act() {
        int number = random.nextInt(PEERS);
        if (seats[number] == null) {
            seats[number] = exchange.join(number, 68 + number % 2 * 4);
        }
        try {
            act(number, seats[number]);
        } catch (DisconnectException e) {
            seats[number] = null;
        }
    }

    private void act(int number, TransactionSeat seat) throws DisconnectException {
        switch (random.nextInt(9)) {
            case 0 -> seat.announced(announcements(), mask());
            case 1 -> seat.received(bodies(number));
            case 2 -> seat.answered(id(), bodies(number));
            case 3 -> seat.answered(id(), cells());
            case 4 -> seat.transactions(hashes(), random.nextInt(1 << 20));
            case 5 -> seat.cells(hashes(), mask(), random.nextInt(1 << 18));
            case 6 -> exchange.timer.pass(random.nextInt(400));
            case 7 -> leaveSometimes(number, seat);
            default -> take(seat);
        }
    }

    private void take(TransactionSeat seat) {
        Optional<TransactionMessage> next = seat.next();
        if (next.isPresent()) {
            if (next.get() instanceof TransactionMessage.TransactionsRequest) {
                ids.add(((TransactionMessage.TransactionsRequest) next.get()).id());
            } else if (next.get() instanceof TransactionMessage.CellsRequest) {
                ids.add(((TransactionMessage.CellsRequest) next.get()).id());
            }
            seat.sent(next.get());
        }
    }

    private void leaveSometimes(int number, TransactionSeat seat) {
        if (random.nextInt(20) == 0) {
            seat.leave();
            seats[number] = null;
        }
    }

    private long id() {
        return ids.get(Math.max(0, ids.size() - 1 - random.nextInt(4)));
    }

    private List<AnnouncedTransaction> announcements() {
        List<AnnouncedTransaction> announcements = new ArrayList<>();
        for (int i = random.nextInt(10); i >= 0; i--) {
            Transaction real = transactions.get(random.nextInt(transactions.size()));
            AnnouncedTransaction honest = Exchange.announcement(real, random.nextBoolean() ? 69 : 72);
            announcements.add(
                    switch (random.nextInt(4)) {
                        case 0 -> new AnnouncedTransaction(random.nextInt(256) - 1, random.nextLong(), hash());
                        case 1 -> new AnnouncedTransaction(3, random.nextInt(200_000), hash());
                        default -> honest;
                    });
        }
        return announcements;
    }

    private List<RawTransaction> bodies(int number) {
        List<RawTransaction> bodies = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            Transaction real = transactions.get(random.nextInt(transactions.size()));
            byte[] encoded = Exchange.wire(real, 68 + number % 2 * 4).encoded().clone();
            if (random.nextInt(3) == 0) {
                encoded[random.nextInt(Math.min(200, encoded.length))] ^= (byte) (1 << random.nextInt(8));
            }
            bodies.add(new RawTransaction(encoded));
        }
        return bodies;
    }

    private CellsAnswer cells() {
        Transaction blob = transactions.get(1 + 2 * random.nextInt(transactions.size() / 2));
        CellsAnswer right = Exchange.cells(blob, mask());
        return switch (random.nextInt(5)) {
            case 0 -> new CellsAnswer(right.hashes(), List.of(), right.mask());
            case 1 -> new CellsAnswer(List.of(hash()), right.cells(), right.mask());
            case 2 -> new CellsAnswer(right.hashes(), right.cells(), mask());
            case 3 -> new CellsAnswer(right.hashes(), List.of(List.of(new byte[random.nextInt(3000)])), CellMask.of(3));
            default -> right;
        };
    }

    private List<byte[]> hashes() {
        List<byte[]> hashes = new ArrayList<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            hashes.add(
                    random.nextBoolean()
                            ? hash()
                            : transactions
                                    .get(random.nextInt(transactions.size()))
                                    .hash());
        }
        return hashes;
    }

    private CellMask mask() {
        return switch (random.nextInt(4)) {
            case 0 -> CellMask.NONE;
            case 1 -> CellMask.ALL;
            case 2 -> CellMask.DATA;
            default -> new CellMask(random.nextLong(), random.nextLong());
        };
    }

    private byte[] hash() {
        byte[] hash = new byte[32];
        random.nextBytes(hash);
        return hash;
    }
}
