package org.jackfield.eth;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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

/** A room with one seat, which writes down what it is told and tells what it is given to tell. For any thread. */
final class FakeRelay implements TransactionRelay, TransactionSeat {

    private final List<String> heard = new ArrayList<>();
    private final Deque<TransactionMessage> news = new ArrayDeque<>();
    final Tally sent = new Tally();
    private Runnable wake = () -> {};

    List<RawTransaction> pool = List.of();
    CellsAnswer cells = CellsAnswer.NOTHING;
    boolean wants = true;
    Optional<DisconnectException> objection = Optional.empty();

    void tell(TransactionMessage message) {
        Runnable sleeper;
        synchronized (this) {
            news.add(message);
            sleeper = wake;
        }
        sleeper.run();
    }

    synchronized List<String> heard() {
        return List.copyOf(heard);
    }

    private synchronized void hear(String what) {
        heard.add(what);
    }

    private void judge(String what) throws DisconnectException {
        hear(what);
        if (objection.isPresent()) {
            throw objection.get();
        }
    }

    private synchronized TransactionSeat take(String how, int version, Runnable newWake) {
        heard.add(how + " eth/" + version);
        wake = newWake;
        return this;
    }

    @Override
    public TransactionSeat join(NodeId peer, int version, Runnable newWake) {
        return take("join", version, newWake);
    }

    @Override
    public TransactionSeat rejoin(NodeId peer, int version, Runnable newWake) {
        return take("rejoin", version, newWake);
    }

    @Override
    public void custody(CellMask mask) {
        throw new AssertionError("not of a session");
    }

    @Override
    public synchronized Optional<TransactionMessage> next() {
        return Optional.ofNullable(news.peek());
    }

    @Override
    public synchronized void sent(TransactionMessage message) {
        if (message != news.poll()) {
            throw new AssertionError("not the next one: " + message);
        }
        sent.add();
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
        judge("answered " + id + ' ' + text(transactions));
        return wants;
    }

    @Override
    public boolean answered(long id, CellsAnswer answer) throws DisconnectException {
        List<Integer> groups = answer.cells().stream().map(List::size).toList();
        judge("cells " + id + ' ' + groups + " mask " + answer.mask().count());
        return wants;
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

    @Override
    public void leave() {
        hear("leave");
    }
}
