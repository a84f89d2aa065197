package org.jackfield.swarm;

import java.time.Duration;
import org.jackfield.api.Capability;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.Peer;
import org.jackfield.api.Protocol;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code hive/8}, of the release that was part of go-ethereum 1.8. */
@Component(service = Protocol.class)
public final class OlderHive extends GossipProtocol {

    @Activate
    public OlderHive(@Reference Swarm swarm) {
        this(swarm, Swarm.HANDSHAKE_LIMIT, TICK);
    }

    OlderHive(Swarm swarm, Duration handshakeLimit, Duration tick) {
        super(swarm, HiveForm.NESTED, handshakeLimit, tick);
    }

    @Override
    public Capability capability() {
        return new Capability("hive", 8);
    }

    @Override
    MessagePipe framed(Peer peer, MessagePipe pipe) {
        return new WrappedPipe(pipe);
    }
}
