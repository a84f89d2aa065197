package org.jackfield.swarm;

import java.time.Duration;
import org.jackfield.api.Capability;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.Protocol;
import org.jackfield.overlay.SwarmAddress;
import org.jackfield.rlp.RlpException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code bzz/14}, of releases 0.5.3 to 0.5.8. */
@Component(service = Protocol.class)
public final class Bzz extends HandshakeProtocol {

    private final long networkId;

    @Activate
    public Bzz(@Reference Swarm swarm) {
        this(swarm, Swarm.HANDSHAKE_LIMIT);
    }

    Bzz(Swarm swarm, Duration limit) {
        super(swarm, swarm.networkId, limit);
        networkId = swarm.networkId;
    }

    @Override
    public Capability capability() {
        return new Capability("bzz", BzzHandshake.VERSION);
    }

    @Override
    byte[] greeting(SwarmAddress own) {
        return new BzzHandshake(networkId, own).encode();
    }

    @Override
    SwarmAddress greeted(byte[] payload) throws RlpException, DisconnectException {
        return BzzHandshake.decode(payload, networkId).address();
    }
}
