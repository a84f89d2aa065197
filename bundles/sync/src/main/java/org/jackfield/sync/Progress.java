package org.jackfield.sync;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jackfield.sync.ChainSync.SyncPeer;
import org.jackfield.sync.ChainSync.SyncStatus;

/** How far the synchronization has come, and how fast. Used under the room's lock. */
final class Progress {

    private final Ledger ledger;
    private final Course course;
    private final Peers peers;
    private final Speed speed;
    private long starting;
    private boolean running;

    Progress(Ledger ledger, Course course, Peers peers, long now) {
        this.ledger = ledger;
        this.course = course;
        this.peers = peers;
        speed = new Speed(now);
        starting = ledger.head().number();
    }

    void written(int count, long now) {
        speed.add(count, now);
    }

    /** To be asked after every change: whether it has begun or ended since. */
    boolean turned(long now) {
        if (course.running() == running) {
            return false;
        }
        running = course.running();
        starting = running ? ledger.head().number() : starting;
        speed.restart(now);
        return true;
    }

    SyncStatus status(long now) {
        long current = ledger.head().number();
        long highest = Math.max(course.highest(), current);
        double rate = speed.perSecond(now);
        Optional<Long> left =
                running && rate > 0 ? Optional.of((long) Math.ceil((highest - current) / rate)) : Optional.empty();
        List<SyncPeer> table = peers.all().stream()
                .sorted(Comparator.comparing(peer -> peer.id))
                .map(Progress::row)
                .toList();
        return new SyncStatus(running, starting, current, highest, left, running ? rate : 0, table);
    }

    private static SyncPeer row(PeerState peer) {
        return new SyncPeer(
                peer.id,
                peer.chain.number().orElse(-1L),
                peer.rate.perSecond(Kind.HEADERS),
                peer.rate.perSecond(Kind.BODIES),
                peer.rate.perSecond(Kind.RECEIPTS),
                (int) peer.queries().filter(query -> query.sent).count());
    }
}
