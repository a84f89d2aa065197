package org.jackfield.eth;

import java.util.List;
import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.NodeId;
import org.jackfield.chain.Hex;
import org.jackfield.chain.RawTransaction;
import org.jackfield.pool.AnnouncedTransaction;
import org.jackfield.pool.CellMask;
import org.jackfield.pool.CellsAnswer;
import org.jackfield.pool.TransactionMessage;
import org.jackfield.pool.TransactionRelay;
import org.jackfield.pool.TransactionSeat;

/** A room with one seat, which says what it is given to say. */
final class FakeRelay extends FakeSeat implements TransactionRelay, TransactionSeat {

    final Line<TransactionMessage> messages = new Line<>(this::wake);

    List<RawTransaction> pool = List.of();
    CellsAnswer cells = CellsAnswer.NOTHING;

    @Override
    public TransactionSeat join(NodeId peer, int version, Runnable newWake) {
        take("join eth/" + version, newWake);
        return this;
    }

    @Override
    public TransactionSeat rejoin(NodeId peer, int version, Runnable newWake) {
        take("rejoin eth/" + version, newWake);
        return this;
    }

    @Override
    public void custody(CellMask mask) {
        throw new AssertionError("not of a session");
    }

    @Override
    public Optional<TransactionMessage> next() {
        return messages.next();
    }

    @Override
    public void sent(TransactionMessage message) {
        messages.sent(message);
    }

    @Override
    public void announced(List<AnnouncedTransaction> transactions, CellMask mask) throws DisconnectException {
        List<String> entries = transactions.stream()
                .map(entry -> entry.type() + ":" + entry.size() + ':' + Hex.brief(entry.hash()))
                .toList();
        judge("announced " + String.join(",", entries) + " cells " + mask.count());
    }

    @Override
    public void received(List<RawTransaction> transactions) throws DisconnectException {
        judge("received " + text(transactions));
    }

    @Override
    public boolean answered(long id, List<RawTransaction> transactions) throws DisconnectException {
        return judge("answered " + id + ' ' + text(transactions));
    }

    @Override
    public boolean answered(long id, CellsAnswer answer) throws DisconnectException {
        List<Integer> groups = answer.cells().stream().map(List::size).toList();
        return judge("cells " + id + ' ' + groups + " mask " + answer.mask().count());
    }

    private static String text(List<RawTransaction> transactions) {
        return String.join(
                ",",
                transactions.stream()
                        .map(transaction -> Hex.text(transaction.encoded()).substring(2))
                        .toList());
    }

    @Override
    public List<RawTransaction> transactions(List<byte[]> hashes, int maxBytes) {
        hear("asked for " + hashes.size() + " up to " + maxBytes);
        return pool;
    }

    @Override
    public CellsAnswer cells(List<byte[]> hashes, CellMask mask, int maxBytes) {
        hear("asked for " + mask.count() + " cells of " + hashes.size() + " up to " + maxBytes);
        return cells;
    }
}
