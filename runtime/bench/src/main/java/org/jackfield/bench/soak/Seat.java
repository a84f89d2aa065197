package org.jackfield.bench.soak;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.Enode;
import org.jackfield.bench.Payloads;
import org.jackfield.bench.crowd.CrowdPeer;
import org.jackfield.bench.crowd.Pace;
import org.jackfield.bench.crowd.Watcher;
import org.jackfield.crypto.NodeKey;
import org.jackfield.rlpx.Dials;
import org.jackfield.rlpx.Line;

/**
 * A place in the crowd: a node that has one link after another. Told what to do by one thread; its links tell it what happens on
 * their event loops.
 */
final class Seat {

    /** More than any buffer on the way: the node has a part of it when it breaks off. */
    private static final int LONG_MESSAGE = 100_000;

    private static final byte[] INCOMPRESSIBLE = Payloads.random(LONG_MESSAGE);

    /** In a row. One may fail because the machine stood still in the midst of it: it is counted, and the run goes on. */
    private static final int MOST_FAILURES = 3;

    private final Kind kind;
    private final Dials dials;
    private final Pace pace;
    private final Ledger ledger;
    private NodeKey key = NodeKey.generate();
    private volatile Optional<Visit> visit = Optional.empty();
    private volatile boolean dialing;
    private volatile int failures;

    /** Who makes its links, and who ends them. */
    enum Kind {
        /** It makes one, which lasts. */
        STAYS,
        /** It does both. */
        RETURNS,
        /** The node does both. */
        IS_CALLED
    }

    Seat(Kind kind, Dials dials, Pace pace, Ledger ledger) {
        this.kind = kind;
        this.dials = dials;
        this.pace = pace;
        this.ledger = ledger;
    }

    void dial(Enode node) {
        dialing = true;
        arrive(key, dials.dial(key, node));
    }

    /** Can be called from now on, there. */
    Enode listen() {
        return dials.listen(key, arrival -> arrive(key, arrival));
    }

    Kind kind() {
        return kind;
    }

    /** Whether numbers flow. */
    boolean connected() {
        return visit.map(Visit::flows).orElse(false);
    }

    /** Whether it has parted, and may come back. */
    boolean away() {
        return !dialing && visit.map(Visit::mayBeFollowed).orElse(false);
    }

    void proceed() {
        visit.ifPresent(Visit::proceed);
    }

    void finish() {
        visit.ifPresent(last -> last.peer.finish());
    }

    /** Ends the link; to be dialed anew when it is {@link #away}. */
    void part(Parting how) {
        if (how != Parting.LEAVES) {
            // The node cannot know at once that the other link is over.
            key = NodeKey.generate();
        }
        visit.ifPresent(ending -> ending.part(how));
    }

    @Override
    public String toString() {
        return kind
                + (dialing ? ", dialing" : "")
                + visit.map(last -> ", " + last).orElse("");
    }

    private void arrive(NodeKey as, CompletionStage<Line> arrival) {
        arrival.whenComplete((line, failure) -> {
            if (failure == null) {
                Visit next = new Visit(line, as);
                visit = Optional.of(next);
                dialing = false;
                failures = 0;
                next.peer.begin();
            } else {
                failed("no link: " + failure.getMessage());
            }
        });
    }

    private void failed(String why) {
        failures = failures + 1;
        ledger.failed();
        if (failures == MOST_FAILURES || visit.isEmpty()) {
            ledger.fault(why);
        }
        dialing = false;
    }

    private enum Stage {
        BEGINS,
        FLOWS,
        OVER
    }

    /** One link. Its stage is changed on the link's event loop. */
    private final class Visit implements Watcher {

        private final Line line;
        private final CrowdPeer peer;
        private volatile Stage stage = Stage.BEGINS;
        private volatile boolean sameKeyAgain;

        Visit(Line line, NodeKey as) {
            this.line = line;
            peer = new CrowdPeer(line.link(), as, this, pace);
        }

        boolean flows() {
            return stage == Stage.FLOWS;
        }

        boolean mayBeFollowed() {
            return stage == Stage.OVER && !(sameKeyAgain && line.open());
        }

        void proceed() {
            line.link().executor().execute(() -> {
                if (flows()) {
                    peer.proceed();
                    ledger.turn(peer.turnsStill());
                }
            });
        }

        void part(Parting how) {
            line.link().executor().execute(() -> {
                sameKeyAgain = how == Parting.LEAVES;
                over();
                switch (how) {
                    case LEAVES -> peer.leave(DisconnectReason.QUITTING);
                    case HANGS_UP -> {
                        peer.forget();
                        line.hangUp();
                    }
                    default -> {
                        line.tear(how == Parting.STALLS);
                        peer.breakOff(INCOMPRESSIBLE);
                    }
                }
            });
        }

        @Override
        public String toString() {
            return stage + (line.open() ? ", open" : ", closed") + (sameKeyAgain ? ", same key" : "");
        }

        private void over() {
            stage = Stage.OVER;
            ledger.add(peer.tally());
        }

        @Override
        public void connected() {
            stage = Stage.FLOWS;
            // Of two that the node has dialed at once, the one that it takes.
            visit = Optional.of(this);
            ledger.connected();
        }

        @Override
        public void heard(int release) {
            if (kind == Kind.STAYS) {
                ledger.heard(release);
            }
        }

        @Override
        public void passed() {
            ledger.passed();
        }

        @Override
        public void confirmed(long sentAt, long now) {
            ledger.confirmed(now - sentAt);
        }

        @Override
        public void finished() {
            over();
            ledger.finished();
        }

        @Override
        public void disconnected(DisconnectReason reason) {
            over();
            if (!expected(reason)) {
                fault("a link was disconnected: " + reason);
            }
        }

        private boolean expected(DisconnectReason reason) {
            return switch (kind) {
                case STAYS -> false;
                // It has come back while another event loop of the node was about to end its last link. It tries again.
                case RETURNS -> reason.equals(DisconnectReason.ALREADY_CONNECTED);
                case IS_CALLED ->
                    reason.equals(DisconnectReason.REQUESTED) || reason.equals(DisconnectReason.ALREADY_CONNECTED);
            };
        }

        @Override
        public void ended(String why) {
            over();
            fault("a link " + why);
        }

        @Override
        public void fault(String what) {
            ledger.fault(what);
        }
    }
}
