package org.jackfield.eth;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.NodeId;
import org.jackfield.chain.Block;
import org.jackfield.chain.Hex;
import org.jackfield.sync.BlockNotice;
import org.jackfield.sync.BlockRequest;
import org.jackfield.sync.ChainSync;
import org.jackfield.sync.RemoteChain;
import org.jackfield.sync.SyncSeat;

/** A room with one seat, which asks and tells what it is given. */
final class FakeSync extends FakeSeat implements ChainSync, SyncSeat {

    final Line<BlockRequest> questions = new Line<>(this::wake);
    final Line<BlockNotice> notices = new Line<>(this::wake);

    Optional<RuntimeException> fault = Optional.empty();

    private final Queue<Long> asked = new ConcurrentLinkedQueue<>();

    /** Ids of the questions that were sent. */
    List<Long> asked() {
        return List.copyOf(asked);
    }

    private static String text(RemoteChain chain) {
        return chain.number().map(Object::toString).orElse("?") + " from " + chain.earliest()
                + chain.totalDifficulty().map(difficulty -> " of " + difficulty).orElse("");
    }

    @Override
    public SyncSeat join(NodeId peer, int version, RemoteChain chain, Runnable newWake) {
        take("join eth/" + version + ' ' + text(chain), newWake);
        return this;
    }

    @Override
    public SyncSeat rejoin(NodeId peer, int version, RemoteChain chain, Runnable newWake) {
        take("rejoin eth/" + version + ' ' + text(chain), newWake);
        return this;
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
    public Optional<BlockRequest> next() {
        fault.ifPresent(error -> {
            throw error;
        });
        return questions.next();
    }

    @Override
    public void sent(BlockRequest request) {
        asked.add(request.id());
        questions.sent(request);
    }

    @Override
    public Optional<BlockNotice> news() {
        return notices.next();
    }

    @Override
    public void told(BlockNotice notice) {
        notices.sent(notice);
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
}
