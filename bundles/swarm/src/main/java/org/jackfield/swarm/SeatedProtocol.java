package org.jackfield.swarm;

import java.time.Duration;
import java.util.List;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.Peer;
import org.jackfield.api.SessionState;
import org.jackfield.overlay.SwarmAddress;

/**
 * The course of every protocol whose peers have {@linkplain SeatedSession.Seat seats} in another room: wait for bzz, take the seat,
 * converse; leave the seat standing for the next release.
 *
 * @param name of its threads
 * @param handshakeLimit how long bzz may take
 * @param silence how long to hold our tongue on a link that the other side dialed
 */
record SeatedProtocol(String name, Swarm swarm, Duration handshakeLimit, Duration silence, Room room) {

    static final int STATE_VERSION = HiveState.VERSION;

    /** Where the seats are. */
    interface Room {

        /** A new seat. */
        SeatedSession.Seat join(Peer peer, SwarmAddress remote, Runnable wake);

        /** The seat that the last release has left standing. */
        SeatedSession.Seat rejoin(Peer peer, SwarmAddress remote, Runnable wake);
    }

    static SeatedProtocol of(String name, Swarm swarm, Room room) {
        return new SeatedProtocol(name, swarm, Swarm.HANDSHAKE_LIMIT, Hive.TICK, room);
    }

    void run(Peer peer, MessagePipe pipe) throws Exception {
        begin(peer, pipe, new HiveState.Waiting(handshakeLimit, List.of()));
    }

    void resume(Peer peer, MessagePipe pipe, SessionState left) throws Exception {
        HiveState state = HiveState.decode(left);
        if (state instanceof HiveState.Met met) {
            SwarmAddress remote = met.remote();
            new SeatedSession(name, remote, pipe)
                    .run(wake -> room.rejoin(peer, remote, wake), List.of(), Duration.ZERO);
        } else if (state instanceof HiveState.Waiting waiting) {
            begin(peer, pipe, waiting);
        }
    }

    private void begin(Peer peer, MessagePipe pipe, HiveState.Waiting state) throws Exception {
        HandshakeWait wait = new HandshakeWait(pipe, state);
        SwarmAddress remote = wait.await(swarm.handshakes, peer);
        new SeatedSession(name, remote, pipe)
                .run(wake -> room.join(peer, remote, wake), wait.early(), peer.inbound() ? silence : Duration.ZERO);
    }
}
