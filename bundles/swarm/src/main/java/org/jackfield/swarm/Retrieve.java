package org.jackfield.swarm;

import java.time.Duration;
import java.util.List;
import org.jackfield.api.Capability;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.Peer;
import org.jackfield.api.Protocol;
import org.jackfield.api.ResumableProtocol;
import org.jackfield.api.SessionState;
import org.jackfield.overlay.Retrieval;
import org.jackfield.overlay.SwarmAddress;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code bzz-retrieve/2}: chunks one by one, asked for and sent. Begins after bzz. */
@Component(service = Protocol.class)
public final class Retrieve implements ResumableProtocol {

    private final Swarm swarm;
    private final Retrieval retrieval;
    private final Duration handshakeLimit;
    private final Duration silence;

    @Activate
    public Retrieve(@Reference Swarm swarm, @Reference Retrieval retrieval) {
        this(swarm, retrieval, Swarm.HANDSHAKE_LIMIT, Hive.TICK);
    }

    Retrieve(Swarm swarm, Retrieval retrieval, Duration handshakeLimit, Duration silence) {
        this.swarm = swarm;
        this.retrieval = retrieval;
        this.handshakeLimit = handshakeLimit;
        this.silence = silence;
    }

    @Override
    public Capability capability() {
        return new Capability("bzz-retrieve", 2);
    }

    @Override
    public int messageCount() {
        return 2;
    }

    @Override
    public void run(Peer peer, MessagePipe pipe) throws Exception {
        begin(peer, pipe, new HiveState.Waiting(handshakeLimit, List.of()));
    }

    @Override
    public boolean reads(int stateVersion) {
        return stateVersion == HiveState.VERSION;
    }

    @Override
    public void resume(Peer peer, MessagePipe pipe, SessionState left) throws Exception {
        HiveState state = HiveState.decode(left);
        if (state instanceof HiveState.Met met) {
            new RetrieveSession(met.remote(), pipe)
                    .run(
                            (remote, wake) -> retrieval.rejoin(peer.id(), remote, !swarm.light, wake),
                            List.of(),
                            Duration.ZERO);
        } else if (state instanceof HiveState.Waiting waiting) {
            begin(peer, pipe, waiting);
        }
    }

    private void begin(Peer peer, MessagePipe pipe, HiveState.Waiting state) throws Exception {
        HandshakeWait wait = new HandshakeWait(pipe, state);
        SwarmAddress remote = wait.await(swarm.handshakes, peer);
        new RetrieveSession(remote, pipe)
                .run(
                        (address, wake) -> retrieval.join(peer.id(), address, !swarm.light, wake),
                        wait.early(),
                        peer.inbound() ? silence : Duration.ZERO);
    }
}
