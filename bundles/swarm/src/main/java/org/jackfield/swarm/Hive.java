package org.jackfield.swarm;

import java.time.Duration;
import org.jackfield.api.Capability;
import org.jackfield.api.Protocol;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code hive/11}, of releases 0.5.0 to 0.5.8. */
@Component(service = Protocol.class)
public final class Hive extends GossipProtocol {

    @Activate
    public Hive(@Reference Swarm swarm) {
        this(swarm, Swarm.HANDSHAKE_LIMIT, TICK);
    }

    Hive(Swarm swarm, Duration handshakeLimit, Duration tick) {
        super(swarm, HiveForm.FLAT, handshakeLimit, tick);
    }

    @Override
    public Capability capability() {
        return new Capability("hive", 11);
    }
}
