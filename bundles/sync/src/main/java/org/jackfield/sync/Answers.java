package org.jackfield.sync;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.NodeId;
import org.jackfield.chain.BlockHeader;

/**
 * What follows from answers that fit their requests: into the course with them, and blame for those who have not what they
 * said. Used under the room's lock; each method returns whether the answer was of use.
 */
final class Answers {

    private final Course course;
    private final Peers peers;

    Answers(Course course, Peers peers) {
        this.course = course;
        this.peers = peers;
    }

    boolean headers(PeerState peer, Query query, List<BlockHeader> headers) throws DisconnectException {
        if (headers.isEmpty()) {
            return nothing(peer, query);
        }
        Job job = query.job;
        if (job instanceof Job.Probe) {
            probed(peer, (Job.Probe) job, headers.get(0));
        } else if (job instanceof Job.Waypoint) {
            waypoint(peer, headers.get(0));
        } else {
            descend(peer, query, headers);
        }
        return true;
    }

    private boolean nothing(PeerState peer, Query query) throws DisconnectException {
        Job job = query.job;
        peers.giveBack(query, Optional.of(peer.id));
        if (job instanceof Job.Probe) {
            // It may have left that head for another one since; it says nothing more of it before it moves.
            peer.headKnown = true;
        } else if (job instanceof Job.Waypoint || claims(peer, job)) {
            throw useless("it has not the headers of its own chain");
        } else if (gave(peer, job)) {
            throw DisconnectException.subprotocol("it has not the headers of its skeleton");
        }
        return false;
    }

    /** Whether a peer has said, or shown, that it has what the job is about. */
    private boolean claims(PeerState peer, Job job) {
        Stretch stretch = job instanceof Job.Skeleton ? ((Job.Skeleton) job).stretch() : ((Job.Fill) job).stretch();
        boolean proposed = course.descent()
                .filter(descent -> descent.stretch().filter(stretch::equals).isPresent())
                .filter(descent -> descent.goal().hash().is(peer.chain.head()))
                .isPresent();
        return proposed && stretch.certain(job);
    }

    private static boolean gave(PeerState peer, Job job) {
        return job instanceof Job.Fill
                && ((Job.Fill) job).stretch().giver().filter(peer.id::equals).isPresent();
    }

    private void probed(PeerState peer, Job.Probe job, BlockHeader header) {
        if (job.head().is(peer.chain.head())) {
            peer.chain = new RemoteChain(
                    peer.chain.head(),
                    Optional.of(header.number()),
                    peer.chain.earliest(),
                    peer.chain.totalDifficulty());
        }
    }

    private void waypoint(PeerState peer, BlockHeader header) {
        Optional<Descent> descent = course.descent()
                .filter(each -> each.waitsForWaypoint() && each.goal().proposedBy(peer.id));
        descent.ifPresent(each -> course.begin(each, header));
    }

    private void descend(PeerState peer, Query query, List<BlockHeader> headers) throws DisconnectException {
        Job job = query.job;
        Stretch stretch = job instanceof Job.Skeleton ? ((Job.Skeleton) job).stretch() : ((Job.Fill) job).stretch();
        peers.giveBack(query, Optional.empty());
        boolean current = course.descent()
                .flatMap(Descent::stretch)
                .filter(stretch::equals)
                .isPresent();
        if (!current) {
            return;
        }
        Goal goal = course.descent().get().goal();
        try {
            if (job instanceof Job.Skeleton) {
                if (!stretch.skeleton(peer.id, headers)) {
                    throw useless("its skeleton has " + headers.size() + " headers");
                }
            } else {
                Optional<NodeId> liar = stretch.fill(peer.id, ((Job.Fill) job).segment(), headers, course::known);
                if (liar.isPresent()) {
                    peers.drop(liar.get(), DisconnectReason.SUBPROTOCOL_ERROR, "its skeleton does not hang together");
                }
            }
            if (course.descent()
                    .flatMap(Descent::stretch)
                    .filter(stretch::equals)
                    .isPresent()) {
                course.descended();
            }
        } catch (BadGoalException e) {
            boolean own = goal.proposedBy(peer.id);
            peers.condemn(goal, e.getMessage());
            if (own) {
                throw DisconnectException.subprotocol("its chain is wrong: " + e.getMessage());
            }
        }
    }

    boolean bodies(PeerState peer, Query query, List<BodyAnswer.Found> bodies) throws DisconnectException {
        Job.Bodies job = (Job.Bodies) query.job;
        peers.giveBack(query, Optional.empty());
        boolean use = false;
        for (BodyAnswer.Found found : bodies) {
            use |= job.harvest().body(job.items()[found.place()], found.body(), found.bytes());
        }
        return bodies.isEmpty() ? lacking(peer, Kind.BODIES, job.harvest()) : use;
    }

    boolean receipts(PeerState peer, Query query, ReceiptAnswer answer) throws DisconnectException {
        Job.Receipts job = (Job.Receipts) query.job;
        peers.giveBack(query, Optional.empty());
        boolean use = answer.begun().isPresent();
        for (ReceiptAnswer.Found found : answer.found()) {
            use |= job.harvest().receipts(job.items()[found.place()], found.receipts(), found.bytes());
        }
        boolean none = answer.found().isEmpty() && answer.begun().isEmpty();
        return none ? lacking(peer, Kind.RECEIPTS, job.harvest()) : use;
    }

    boolean accessLists(PeerState peer, Query query, List<AccessListAnswer.Found> lists) throws DisconnectException {
        Job.AccessLists job = (Job.AccessLists) query.job;
        peers.giveBack(query, Optional.empty());
        boolean use = false;
        for (AccessListAnswer.Found found : lists) {
            use |= job.harvest().accessList(job.items()[found.place()], found.list());
        }
        return lists.isEmpty() ? lacking(peer, Kind.ACCESS_LISTS, job.harvest()) : use;
    }

    private boolean lacking(PeerState peer, Kind kind, Harvest harvest) throws DisconnectException {
        boolean onBranch = harvest.vouchedBy(peer.id)
                || Arrays.equals(harvest.goal().hash().bytes(), peer.chain.head());
        // The rest is another matter: a node that executes nothing has blocks without it, as this one does.
        if (kind == Kind.BODIES && peer.tellsRange() && onBranch) {
            throw useless("it has not the " + kind.text() + " of its range");
        }
        harvest.lacking(kind, peer.id);
        return false;
    }

    private static DisconnectException useless(String why) {
        return new DisconnectException(DisconnectReason.USELESS_PEER, why);
    }
}
