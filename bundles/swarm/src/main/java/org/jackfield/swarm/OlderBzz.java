package org.jackfield.swarm;

import java.time.Duration;
import org.jackfield.api.Capability;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.Peer;
import org.jackfield.api.Protocol;
import org.jackfield.api.SessionState;
import org.jackfield.overlay.SwarmAddress;
import org.jackfield.rlp.RlpException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code bzz/8}, of the release that was part of go-ethereum 1.8. */
@Component(service = Protocol.class)
public final class OlderBzz extends HandshakeProtocol {

    static final Capability CAPABILITY = new Capability("bzz", OlderHandshake.VERSION);

    private final long networkId;

    @Activate
    public OlderBzz(@Reference Swarm swarm) {
        this(swarm, Swarm.HANDSHAKE_LIMIT);
    }

    OlderBzz(Swarm swarm, Duration limit) {
        super(swarm, swarm.olderNetworkId, limit);
        networkId = swarm.olderNetworkId;
    }

    @Override
    public Capability capability() {
        return CAPABILITY;
    }

    @Override
    public void run(Peer peer, MessagePipe pipe) throws Exception {
        super.run(peer, new WrappedPipe(pipe));
    }

    @Override
    public void resume(Peer peer, MessagePipe pipe, SessionState left) throws Exception {
        super.resume(peer, new WrappedPipe(pipe), left);
    }

    @Override
    byte[] greeting(SwarmAddress own) {
        return new OlderHandshake(networkId, own).encode();
    }

    @Override
    SwarmAddress greeted(byte[] payload) throws RlpException, DisconnectException {
        return OlderHandshake.decode(payload, networkId).address();
    }
}
