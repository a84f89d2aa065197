package org.jackfield.core;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jackfield.api.Enode;
import org.jackfield.api.NodeId;
import org.jackfield.api.release.Renegotiation.Progress;
import org.jackfield.api.release.Renegotiation.State;

/**
 * One renegotiation, from the choice of links to the last one that is back. It is shown the node again and again, and
 * says which links to close: the next wave when nobody is away any more, as large as the floor allows at that moment.
 *
 * <p>Not for use by several threads; its owner locks.
 */
final class Changeover {

    private final String protocol;
    private final int atOnce;
    private final int peersAtStart;
    private final int floor;
    private final int inbound;
    private final Map<NodeId, MovingNode> nodes = new LinkedHashMap<>();
    private State state = State.RUNNING;
    private int done;
    private int unchanged;
    private long restUntilNanos;

    /**
     * Chooses the links.
     *
     * @throws IllegalStateException if the size forbids to close any
     */
    Changeover(String protocol, WaveSize size, Sight sight) {
        this.protocol = protocol;
        atOnce = size.atOnce();
        peersAtStart = sight.links().size();
        floor = size.floor(peersAtStart);
        restUntilNanos = sight.nanos();
        int notOurs = 0;
        for (Map.Entry<NodeId, LinkView> link : sight.links().entrySet()) {
            if (!link.getValue().changes()) {
                continue;
            }
            if (sight.dial(link.getKey()).isEmpty()) {
                notOurs++;
            } else {
                Enode enode = sight.dial(link.getKey()).get().enode();
                nodes.put(link.getKey(), MovingNode.connected(enode, link.getValue()));
            }
        }
        inbound = notOurs;
        if (nodes.isEmpty()) {
            state = State.FINISHED;
        } else {
            size.allowAny(peersAtStart);
        }
    }

    /** Goes on with one that the node's end has cut short. */
    Changeover(UnfinishedRenegotiation unfinished, long nanos) {
        protocol = unfinished.protocol();
        atOnce = unfinished.atOnce();
        peersAtStart = unfinished.peersAtStart();
        floor = unfinished.floor();
        inbound = unfinished.inbound();
        state = unfinished.stopping() ? State.STOPPING : State.RUNNING;
        done = unfinished.done();
        unchanged = unfinished.unchanged();
        restUntilNanos = nanos;
        unfinished.nodes().forEach(node -> nodes.put(node.enode().id(), MovingNode.away(node.enode(), node.wanted())));
    }

    String protocol() {
        return protocol;
    }

    boolean isOver() {
        return state == State.FINISHED || state == State.STOPPED;
    }

    /** Closes no further link. */
    void stop() {
        if (state == State.RUNNING) {
            state = State.STOPPING;
            conclude();
        }
    }

    /** Takes note of what has become of the nodes. Returns whose links to close now; that is taken for done. */
    List<NodeId> step(Sight sight) {
        Iterator<MovingNode> all = nodes.values().iterator();
        while (all.hasNext()) {
            MovingNode node = all.next();
            MovingNode.State before = node.state();
            if (count(node.look(sight))) {
                all.remove();
            } else if (before != node.state() && node.state() == MovingNode.State.LOST) {
                // Whatever it is that keeps it away, give it the time to come back before others share its fate.
                restUntilNanos = sight.nanos() + Redial.REMOTE_THROTTLE.toNanos();
            }
        }
        List<NodeId> wave = wave(sight);
        conclude();
        return wave;
    }

    private boolean count(MovingNode.Finding finding) {
        switch (finding) {
            case DONE -> done++;
            case UNCHANGED -> unchanged++;
            default -> {}
        }
        return finding != MovingNode.Finding.UNDER_WAY;
    }

    private List<NodeId> wave(Sight sight) {
        List<NodeId> wave = new ArrayList<>();
        boolean resting = sight.nanos() - restUntilNanos < 0;
        if (state != State.RUNNING || resting || nodes.values().stream().anyMatch(MovingNode::isOnItsWay)) {
            return wave;
        }
        // As nobody is on its way, no link that we see is one that we have told to end.
        int room = Math.min(atOnce, sight.links().size() - floor);
        for (MovingNode node : nodes.values()) {
            NodeId id = node.enode().id();
            boolean ready = sight.dial(id).filter(Dialable::ready).isPresent();
            if (wave.size() < room && ready && node.state() == MovingNode.State.TO_DO) {
                node.closing();
                wave.add(id);
            }
        }
        return wave;
    }

    private void conclude() {
        boolean waiting = nodes.values().stream().anyMatch(MovingNode::isOnItsWay);
        if (state == State.STOPPING && !waiting) {
            state = State.STOPPED;
        } else if (state == State.RUNNING && !waiting && count(MovingNode.State.TO_DO) == 0) {
            state = State.FINISHED;
        }
    }

    Progress progress() {
        return new Progress(
                protocol,
                state,
                atOnce,
                peersAtStart,
                floor,
                count(MovingNode.State.TO_DO),
                count(MovingNode.State.AWAY) + count(MovingNode.State.BACK),
                done,
                unchanged,
                count(MovingNode.State.LOST),
                inbound);
    }

    /** What the next start of the node has to know to go on. */
    UnfinishedRenegotiation unfinished() {
        boolean stopping = state == State.STOPPING;
        List<UnfinishedRenegotiation.Node> open = nodes.values().stream()
                .filter(node -> !stopping || node.state() != MovingNode.State.TO_DO)
                .map(node -> new UnfinishedRenegotiation.Node(node.enode(), node.wanted()))
                .toList();
        return new UnfinishedRenegotiation(
                protocol, stopping, atOnce, peersAtStart, floor, done, unchanged, inbound, open);
    }

    private int count(MovingNode.State wanted) {
        return (int)
                nodes.values().stream().filter(node -> node.state() == wanted).count();
    }
}
