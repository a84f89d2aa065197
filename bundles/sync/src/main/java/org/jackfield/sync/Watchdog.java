package org.jackfield.sync;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What is done about what does not come. Used under the room's lock. */
final class Watchdog {

    /** An offer that is not taken up goes to somebody else; so long a session is handed over at most. */
    private static final long OFFER_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** Without anything of use for so long, another way is looked for. */
    private static final long STALL_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Course course;
    private final Peers peers;
    private final Consumer<String> log;
    private long lastUse;

    /** @param log takes lines for it */
    Watchdog(Course course, Peers peers, Consumer<String> log, long now) {
        this.course = course;
        this.peers = peers;
        this.log = log;
        lastUse = now;
    }

    /** Something of use has come, or something new is to be done. */
    void useful(long now) {
        lastUse = now;
    }

    /** @param writing whether what has come is being written: as good as something of use */
    void tick(boolean writing, long now) {
        for (PeerState peer : peers.all()) {
            for (Query query : peer.queries().toList()) {
                watch(peer, query, now);
            }
        }
        for (Kind kind : Kind.EXTRAS) {
            course.harvests()
                    .filter(harvest -> harvest.waitsFor(kind) && peers.without(kind, harvest))
                    .forEach(harvest -> harvest.waive(kind));
        }
        if (now - lastUse > STALL_NANOS && !writing) {
            stalled();
            lastUse = now;
        }
    }

    private void watch(PeerState peer, Query query, long now) {
        long age = now - query.since;
        if (!query.sent && age > OFFER_NANOS) {
            peers.withdraw(peer, query, now + OFFER_NANOS);
        } else if (query.sent && age > peer.rate.timeoutNanos()) {
            peers.timedOut(peer, query, now);
        } else if (!query.handedOn && age > peers.patience(query.kind) && peers.idle(peer, query.kind, now)) {
            peers.handOn(query);
        }
    }

    /** Nothing of use has come for long, or nothing was to be done: what was put off may be tried again. */
    private void stalled() {
        Optional<Goal> goal =
                course.descent().map(Descent::goal).or(() -> course.harvest().map(Harvest::goal));
        Optional<Kind> extra = Kind.EXTRAS.stream()
                .filter(kind -> course.harvest()
                        .filter(harvest -> harvest.waitsFor(kind))
                        .isPresent())
                .findFirst();
        if (extra.isPresent()) {
            log.accept("No peer has the " + extra.get().text() + " that are wanted; going on without them");
            course.harvest().orElseThrow().waive(extra.get());
        } else if (goal.filter(each -> !each.trusted()).isPresent()) {
            course.putOff(goal.get());
        } else {
            course.forgive();
        }
    }
}
