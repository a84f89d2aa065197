package org.jackfield.core;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.api.Protocol;
import org.jackfield.core.InstalledProtocol.Origin;

/** A whole core without a framework, on the loop, clock and network of a test. */
final class TestNode {

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final PeerEvents events = new PeerEvents();
    final WhiteboardRegistry registry = new WhiteboardRegistry();
    final Switchboard switchboard;
    final NodeId id;

    private long services;

    TestNode(int number, World world, Object... configuration) {
        id = id(number);
        Settings settings = TestSettings.settings(configuration);
        Environment environment = new Environment(
                settings, world.timers, events, new NodeMeters(meters), new DetachedThreads(), registry.parkingLot());
        switchboard = new Switchboard(
                environment, world.network.transport(id), registry::serving, "node " + number, world.loop);
        try {
            switchboard.listen();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Installs a protocol; returns its service id. */
    long install(Protocol protocol) {
        return install(protocol, 0);
    }

    long install(Protocol protocol, int ranking) {
        return install(protocol, ranking, 7);
    }

    long install(Protocol protocol, int ranking, long bundleId) {
        Origin origin = new Origin("bundle.of." + protocol.capability().name(), "1.0.0", bundleId, ++services);
        registry.add(InstalledProtocol.describe(protocol, origin), ranking);
        return services;
    }

    CompletionStage<Peer> connect(TestNode other) {
        return switchboard.connect(other.switchboard.self());
    }

    int peers() {
        return switchboard.peers().size();
    }

    static NodeId id(int number) {
        byte[] key = new byte[NodeId.BYTES];
        Arrays.fill(key, (byte) number);
        return NodeId.of(key);
    }

    /** What all nodes of a test share. */
    static final class World {
        final TestLoop loop = new TestLoop();
        final ManualTimers timers = new ManualTimers();
        final MemoryNetwork network = new MemoryNetwork(loop);

        void advance(Duration time) {
            timers.advance(time, loop);
        }
    }
}
