package org.jackfield.core;

import java.util.Locale;
import org.jackfield.api.release.Renegotiation.Progress;
import org.jackfield.api.release.Renegotiation.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What whoever reads the log learns of a renegotiation. */
final class RenegotiationLog {

    private static final Logger LOG = LoggerFactory.getLogger(WaveRenegotiation.class);

    private RenegotiationLog() {}

    static void begun(Progress progress) {
        if (progress.state() == State.RUNNING) {
            LOG.info(
                    "renegotiating {} with {} of {} peers, {} at a time, {} stay connected; {} more can only dial us",
                    progress.protocol(),
                    progress.toDo(),
                    progress.peersAtStart(),
                    progress.atOnce(),
                    progress.floor(),
                    progress.inbound());
        } else {
            LOG.info(
                    "nothing to renegotiate for {}; {} peers can only dial us",
                    progress.protocol(),
                    progress.inbound());
        }
    }

    static void resumed(UnfinishedRenegotiation unfinished) {
        LOG.info(
                "going on with the renegotiation of {}, {} nodes are not over yet",
                unfinished.protocol(),
                unfinished.nodes().size());
    }

    static void changed(Progress before, Progress now) {
        if (now.lost() > before.lost()) {
            LOG.info(
                    "{} nodes do not come back to the renegotiation of {}; they go on being dialed",
                    now.lost(),
                    now.protocol());
        }
        if (now.state() != before.state()) {
            LOG.info(
                    "renegotiation of {} {}: {} done, {} unchanged, {} lost, {} away, {} not begun",
                    now.protocol(),
                    now.state().name().toLowerCase(Locale.ROOT),
                    now.done(),
                    now.unchanged(),
                    now.lost(),
                    now.away(),
                    now.toDo());
        }
    }

    /** @param peers connected now */
    static void waits(Progress progress, int peers) {
        LOG.info(
                "the renegotiation of {} waits: {} to do, {} away, {} lost, {} peers connected, {} have to stay",
                progress.protocol(),
                progress.toDo(),
                progress.away(),
                progress.lost(),
                peers,
                progress.floor());
    }
}
