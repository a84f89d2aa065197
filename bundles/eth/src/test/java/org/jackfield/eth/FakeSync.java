package org.jackfield.eth;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.NodeId;
import org.jackfield.chain.Block;
import org.jackfield.chain.Hex;
import org.jackfield.sync.BlockNotice;
import org.jackfield.sync.BlockRequest;
import org.jackfield.sync.ChainSync;
import org.jackfield.sync.RemoteChain;
import org.jackfield.sync.SyncSeat;

/** A room with one seat, which writes down what it is told and asks what it is given to ask. For any thread. */
final class FakeSync implements ChainSync, SyncSeat {

    final Tally sent = new Tally();
    final Tally told = new Tally();
    private final List<String> heard = new ArrayList<>();
    private final Deque<BlockRequest> questions = new ArrayDeque<>();
    private final Deque<BlockNotice> notices = new ArrayDeque<>();
    private final List<Long> asked = new ArrayList<>();
    private Runnable wake = () -> {};

    /** Whether answers are wanted. */
    boolean wants = true;

    Optional<DisconnectException> objection = Optional.empty();
    Optional<RuntimeException> fault = Optional.empty();

    void ask(BlockRequest request) {
        Runnable sleeper;
        synchronized (this) {
            questions.add(request);
            sleeper = wake;
        }
        sleeper.run();
    }

    synchronized List<String> heard() {
        return List.copyOf(heard);
    }

    /** Ids of the questions that were sent. */
    synchronized List<Long> asked() {
        return List.copyOf(asked);
    }

    private synchronized void hear(String what) {
        heard.add(what);
    }

    private boolean judge(String what) throws DisconnectException {
        hear(what);
        if (objection.isPresent()) {
            throw objection.get();
        }
        return wants;
    }

    private synchronized SyncSeat take(String how, NodeId peer, int version, RemoteChain chain, Runnable newWake) {
        heard.add(how + " eth/" + version + ' ' + text(chain));
        wake = newWake;
        return this;
    }

    private static String text(RemoteChain chain) {
        return chain.number().map(Object::toString).orElse("?") + " from " + chain.earliest()
                + chain.totalDifficulty().map(difficulty -> " of " + difficulty).orElse("");
    }

    @Override
    public SyncSeat join(NodeId peer, int version, RemoteChain chain, Runnable newWake) {
        return take("join", peer, version, chain, newWake);
    }

    @Override
    public SyncSeat rejoin(NodeId peer, int version, RemoteChain chain, Runnable newWake) {
        return take("rejoin", peer, version, chain, newWake);
    }

    @Override
    public void target(byte[] hash) {
        throw new AssertionError("not of a session");
    }

    @Override
    public SyncStatus status() {
        throw new AssertionError("not of a session");
    }

    @Override
    public synchronized Optional<BlockRequest> next() {
        fault.ifPresent(error -> {
            throw error;
        });
        return Optional.ofNullable(questions.peek());
    }

    @Override
    public synchronized void sent(BlockRequest request) {
        if (request != questions.poll()) {
            throw new AssertionError("not the next one: " + request);
        }
        asked.add(request.id());
        sent.add();
    }

    void tell(BlockNotice notice) {
        Runnable sleeper;
        synchronized (this) {
            notices.add(notice);
            sleeper = wake;
        }
        sleeper.run();
    }

    @Override
    public synchronized Optional<BlockNotice> news() {
        return Optional.ofNullable(notices.peek());
    }

    @Override
    public synchronized void told(BlockNotice notice) {
        if (notice != notices.poll()) {
            throw new AssertionError("not the next one: " + notice);
        }
        told.add();
    }

    @Override
    public void moved(RemoteChain chain) throws DisconnectException {
        judge("moved " + text(chain));
    }

    @Override
    public void announced(byte[] hash, long number) throws DisconnectException {
        judge("announced " + number + ' ' + Hex.brief(hash));
    }

    @Override
    public void received(Block block, BigInteger totalDifficulty) throws DisconnectException {
        judge("block " + block.header().number() + " of " + totalDifficulty);
    }

    @Override
    public boolean headers(long id, List<byte[]> headers) throws DisconnectException {
        return judge("headers " + id + ' ' + text(headers));
    }

    @Override
    public boolean bodies(long id, List<byte[]> bodies) throws DisconnectException {
        return judge("bodies " + id + ' ' + text(bodies));
    }

    @Override
    public boolean receipts(long id, List<byte[]> receipts, boolean slim, boolean incomplete)
            throws DisconnectException {
        return judge("receipts " + id + ' ' + text(receipts) + (slim ? " slim" : "") + (incomplete ? " cut" : ""));
    }

    @Override
    public boolean accessLists(long id, List<Optional<byte[]>> lists) throws DisconnectException {
        return judge("access lists " + id + ' '
                + text(lists.stream().map(list -> list.orElse(new byte[0])).toList()));
    }

    /** Short ones in hexadecimal digits, of others the length. */
    private static String text(List<byte[]> items) {
        return String.join(
                ",",
                items.stream()
                        .map(item -> item.length > 8
                                ? item.length + " B"
                                : Hex.text(item).substring(2))
                        .toList());
    }

    @Override
    public void leave() {
        hear("leave");
    }
}
