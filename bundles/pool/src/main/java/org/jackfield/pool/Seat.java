package org.jackfield.pool;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.NodeId;
import org.jackfield.chain.RawTransaction;

/** One peer's place; all that it does is done by the relay, under whose lock its fields are. */
final class Seat implements TransactionSeat {

    /** geth's {@code maxKnownTxs}; between this and twice as many. */
    private static final int KNOWN = 16_384;

    private final SeatedRelay relay;
    private final NodeId peer;
    private final int version;
    private final Instant since;

    final Outbox outbox;
    final KnownHashes known = new KnownHashes(KNOWN);
    Optional<TransactionMessage> pending = Optional.empty();
    boolean left;
    /** Until then, in milliseconds of the relay's clock, it is asked nothing and what it broadcasts is not judged. */
    long restsUntil = Long.MIN_VALUE;

    Runnable wake;

    Seat(SeatedRelay relay, NodeId peer, int version, Runnable wake, Instant since) {
        this.relay = relay;
        this.peer = peer;
        this.version = version;
        this.wake = wake;
        this.since = since;
        outbox = new Outbox(version);
    }

    NodeId peer() {
        return peer;
    }

    int version() {
        return version;
    }

    Instant since() {
        return since;
    }

    /** Whether blobs are left out of transactions, and fetched by their cells: from eth/72 on. */
    boolean slim() {
        return version >= 72;
    }

    @Override
    public Optional<TransactionMessage> next() {
        return relay.outgoing().next(this);
    }

    @Override
    public void sent(TransactionMessage message) {
        relay.outgoing().sent(this, message);
    }

    @Override
    public void announced(List<AnnouncedTransaction> transactions, CellMask cells) {
        relay.incoming().announced(this, transactions, cells);
    }

    @Override
    public void received(List<RawTransaction> transactions) throws DisconnectException {
        relay.incoming().received(this, transactions);
    }

    @Override
    public boolean answered(long id, List<RawTransaction> transactions) throws DisconnectException {
        return relay.incoming().answered(this, id, transactions);
    }

    @Override
    public boolean answered(long id, CellsAnswer cells) throws DisconnectException {
        return relay.incoming().answered(this, id, cells);
    }

    @Override
    public List<RawTransaction> transactions(List<byte[]> hashes, int maxBytes) {
        return relay.serving().transactions(hashes, slim(), maxBytes);
    }

    @Override
    public CellsAnswer cells(List<byte[]> hashes, CellMask cells, int maxBytes) {
        return relay.serving().cells(hashes, cells, maxBytes);
    }

    @Override
    public void leave() {
        relay.leave(this);
    }

    @Override
    public String toString() {
        return peer.shortHex();
    }
}
