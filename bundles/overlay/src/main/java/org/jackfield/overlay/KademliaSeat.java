package org.jackfield.overlay;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Who is told of whom (ethersphere swarm v0.5.8, network/hive.go and peer.go). All fields are guarded by the table's lock.
 */
final class KademliaSeat implements HiveSeat {

    /** How many nodes we remember the peer knows of; beyond it we may tell it twice. */
    private static final int MAX_REMEMBERED = 1024;

    private final Kademlia table;
    private final SwarmAddress remote;

    /** Nodes that need not be told to the peer. */
    private final Set<Overlay> remembered = new HashSet<>();

    private Optional<HiveNews> pending = Optional.empty();
    private OptionalInt toldDepth = OptionalInt.empty();
    private OptionalInt remoteDepth = OptionalInt.empty();

    /** The proximity from which on nodes are told in the first answer. */
    private int answerDepth;

    private boolean answered;
    private boolean left;

    /** Up to here the news have been told or not, for good. */
    private long considered;

    KademliaSeat(Kademlia table, SwarmAddress remote) {
        this.table = table;
        this.remote = remote;
        synchronized (table) {
            remembered.add(table.owner());
            remembered.add(remote.overlay());
            considered = table.news().newest();
            table.arrive(remote);
        }
    }

    SwarmAddress remote() {
        return remote;
    }

    @Override
    public Optional<HiveNews> next() {
        synchronized (table) {
            if (pending.isEmpty() && !left) {
                pending = depthChange().or(this::answer).or(this::newcomers);
            }
            return pending;
        }
    }

    @Override
    public void sent(HiveNews news) {
        synchronized (table) {
            if (news instanceof HiveNews.Depth told) {
                toldDepth = OptionalInt.of(told.depth());
            }
            pending = Optional.empty();
        }
    }

    @Override
    public void subscribed(int depth) {
        subscribed(depth, depth);
    }

    @Override
    public void subscribedAroundUs(int depth) {
        subscribed(depth, remote.overlay().proximity(table.owner()));
    }

    private void subscribed(int depth, int forAnswer) {
        synchronized (table) {
            remoteDepth = OptionalInt.of(depth);
            answerDepth = forAnswer;
        }
    }

    @Override
    public void told(SwarmAddress address) {
        synchronized (table) {
            remember(address.overlay());
            table.learn(address);
        }
    }

    @Override
    public OptionalInt depth() {
        synchronized (table) {
            return remoteDepth;
        }
    }

    @Override
    public void leave() {
        synchronized (table) {
            if (!left) {
                left = true;
                table.leave(remote);
            }
        }
    }

    private Optional<HiveNews> depthChange() {
        int depth = table.bins().saturation();
        boolean known = toldDepth.isPresent() && toldDepth.getAsInt() == depth;
        return known ? Optional.empty() : Optional.of(new HiveNews.Depth(depth));
    }

    /** The first time it asks the peer hears of everyone it may want; later it hears of newcomers alone. */
    private Optional<HiveNews> answer() {
        if (remoteDepth.isEmpty() || answered) {
            return Optional.empty();
        }
        answered = true;
        return tell(table.connected(), node -> remote.overlay().proximity(node) >= answerDepth);
    }

    private Optional<HiveNews> newcomers() {
        if (remoteDepth.isEmpty()) {
            return Optional.empty();
        }
        List<SwarmAddress> news = table.news().after(considered);
        considered = table.news().newest();
        return tell(news, node -> isInRange(node) || table.owner().isNearer(node, remote.overlay()));
    }

    private Optional<HiveNews> tell(List<SwarmAddress> nodes, Predicate<Overlay> wanted) {
        List<SwarmAddress> told = nodes.stream()
                .filter(node -> wanted.test(node.overlay()) && remember(node.overlay()))
                .limit(MAX_NODES)
                .toList();
        return told.isEmpty() ? Optional.empty() : Optional.of(new HiveNews.Nodes(told));
    }

    private boolean isInRange(Overlay node) {
        return remote.overlay().proximity(node) >= remoteDepth.orElse(Overlay.MAX_PROXIMITY);
    }

    /** @return whether the peer has to be told of it */
    private boolean remember(Overlay node) {
        return remembered.size() < MAX_REMEMBERED ? remembered.add(node) : !remembered.contains(node);
    }
}
