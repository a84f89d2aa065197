package org.jackfield.swarm;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.HandOverException;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;

/**
 * hive/11 with one peer: both sides say how deep their tables are filled, and tell each other of nodes that the other
 * may want there (ethersphere swarm v0.5.8, network/hive.go).
 *
 * <p>Only the session's own thread writes to its pipe: it looks at the shared table whenever a message came or a tick
 * has passed. So a peer that does not read holds up nobody else. That thread owns all fields that are not final.
 */
final class HiveSession {

    static final int PEERS = 0;
    static final int SUB_PEERS = 1;

    /** Largest message of the original, in bytes. */
    static final int MAX_MESSAGE_BYTES = 10 << 20;

    /** How many nodes we remember the peer knows of; beyond it we may tell it twice. */
    private static final int MAX_KNOWN = 1024;

    /** How many connected nodes of either kind are handed over: more would not fit into a state. */
    private static final int MAX_TABLE = 8192;

    private static final int NOTHING = -1;

    private final Overlay self;
    private final SwarmAddress remote;
    private final Neighbours neighbours;
    private final AddressBook addressBook;

    /** Nodes that need not be told to the peer. */
    private final Set<Overlay> known = new HashSet<>();

    /**
     * Nodes that were connected in the table of the last release, and have been told or not, for good. They arrive once
     * more in ours.
     */
    private final Set<Overlay> settled = new HashSet<>();

    /** What we have told the peer of our own depth. */
    private int toldDepth = NOTHING;

    /** What the peer has told us. Others look on. */
    private volatile int remoteDepth = NOTHING;

    /** Nodes up to this arrival have been told or not, for good. */
    private long considered;

    HiveSession(Overlay self, SwarmAddress remote, Neighbours neighbours, AddressBook addressBook) {
        this.self = self;
        this.remote = remote;
        this.neighbours = neighbours;
        this.addressBook = addressBook;
        known.add(self);
        known.add(remote.overlay());
    }

    /**
     * Runs until the link ends or the peer breaks a rule.
     *
     * @param speaksFirst whether the peer is known to have our bzz handshake. The side that was dialed is not: its
     *     answer may still wait in the link's queue, and anything that overtakes it would stall the original. It holds
     *     its tongue until the peer has spoken or a tick has passed
     * @param early what the peer has said already
     */
    void run(MessagePipe pipe, List<Message> early, boolean speaksFirst, Duration tick)
            throws IOException, InterruptedException {
        long arrival = neighbours.arrive(remote);
        try {
            if (speaksFirst) {
                tell(pipe);
            }
            for (Message message : early) {
                handle(message, pipe);
                tell(pipe);
            }
            listen(pipe, arrival, tick);
        } finally {
            neighbours.leave(arrival);
        }
    }

    /** Goes on where a session of the last release has been left; in all else like {@link #run}. */
    void resume(MessagePipe pipe, HiveState.Met left, Duration tick) throws IOException, InterruptedException {
        known.addAll(left.known());
        settled.addAll(left.settled());
        toldDepth = left.toldDepth();
        remoteDepth = left.remoteDepth();
        neighbours.expect(left.settled());
        neighbours.expect(left.others());
        long arrival = neighbours.arrive(remote);
        try {
            listen(pipe, arrival, tick);
        } finally {
            neighbours.leave(arrival);
        }
    }

    private void listen(MessagePipe pipe, long arrival, Duration tick) throws IOException, InterruptedException {
        try {
            while (true) {
                Optional<Message> message = pipe.read(tick);
                if (message.isPresent()) {
                    handle(message.get(), pipe);
                }
                tell(pipe);
            }
        } catch (HandOverException signal) {
            HiveState state = state();
            neighbours.pause(arrival);
            throw signal.with(state.encoded());
        }
    }

    private HiveState state() {
        Set<Overlay> decided = neighbours.upTo(considered);
        decided.addAll(settled);
        Set<Overlay> others = neighbours.places();
        others.removeAll(decided);
        return new HiveState.Met(remote, toldDepth, remoteDepth, List.copyOf(known), someOf(decided), someOf(others));
    }

    private static List<Overlay> someOf(Set<Overlay> nodes) {
        return nodes.stream().limit(MAX_TABLE).toList();
    }

    Map<String, Object> info() {
        Map<String, Object> info = remote.info();
        info.put("depth", Math.max(0, remoteDepth));
        return info;
    }

    private void handle(Message message, MessagePipe pipe) throws IOException, InterruptedException {
        if (message.size() > MAX_MESSAGE_BYTES) {
            throw DisconnectException.subprotocol(
                    "a message of " + message.size() + " bytes, at most " + MAX_MESSAGE_BYTES + " expected");
        }
        if (message.code() == PEERS) {
            PeersMessage.decode(message.payload(), this::learn);
        } else {
            subscribe(SubPeersMessage.decode(message.payload()).depth(), pipe);
        }
    }

    private void learn(SwarmAddress address) {
        if (!address.overlay().equals(self)) {
            addressBook.record(address);
            remember(address.overlay());
        }
    }

    /** The first time the peer hears of everyone it may want; later ones only change what it hears of newcomers. */
    private void subscribe(int depth, MessagePipe pipe) throws IOException, InterruptedException {
        boolean first = remoteDepth == NOTHING;
        remoteDepth = depth;
        if (first) {
            introduce(this::isInRange, pipe);
        }
    }

    private void tell(MessagePipe pipe) throws IOException, InterruptedException {
        int depth = neighbours.bins(self).saturation();
        if (depth != toldDepth) {
            pipe.write(SUB_PEERS, new SubPeersMessage(depth).encode());
            toldDepth = depth;
        }
        if (remoteDepth != NOTHING) {
            introduce(newcomer -> isInRange(newcomer) || self.isNearer(newcomer, remote.overlay()), pipe);
        }
    }

    private boolean isInRange(Overlay node) {
        return remote.overlay().proximity(node) >= remoteDepth;
    }

    /** Tells the peer of those that have come since the last time and are {@code wanted}. */
    private void introduce(Predicate<Overlay> wanted, MessagePipe pipe) throws IOException, InterruptedException {
        long newest = neighbours.newest();
        List<SwarmAddress> news = neighbours.between(considered, newest).stream()
                .filter(address -> !settled.remove(address.overlay()))
                .filter(address -> wanted.test(address.overlay()) && remember(address.overlay()))
                .toList();
        considered = newest;
        if (!news.isEmpty()) {
            pipe.write(PEERS, PeersMessage.encode(news));
        }
    }

    /** @return whether the peer has to be told of it */
    private boolean remember(Overlay node) {
        return known.size() < MAX_KNOWN ? known.add(node) : !known.contains(node);
    }
}
