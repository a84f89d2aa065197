package org.jackfield.overlay;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jackfield.api.Enode;
import org.jackfield.api.NodeId;
import org.jackfield.api.PeerDirectory;

/**
 * Has the core dial whom the table suggests, one a tick. The core stays at it for a while; whom it does not reach is let go,
 * and the table suggests it again when its pause is over. A node that a person has had dialed as well is let go with ours.
 */
final class Caller {

    /** How long a node whose link has ended is the core's to bring back. */
    private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

    private final Supplier<Optional<SwarmAddress>> suggestions;
    private final LongSupplier nanos;

    /** Whom we have called, and when they were last called or seen connected. */
    private final Map<NodeId, Long> called = new ConcurrentHashMap<>();

    Caller(Supplier<Optional<SwarmAddress>> suggestions, LongSupplier nanos) {
        this.suggestions = suggestions;
        this.nanos = nanos;
    }

    /** On one thread at a time. The core's limit of peers holds for us. */
    void tick(PeerDirectory directory) {
        long now = nanos.getAsLong();
        called.replaceAll((node, seen) -> directory.peer(node).isPresent() ? Long.valueOf(now) : seen);
        called.forEach((node, seen) -> {
            if (now - seen > PATIENCE_NANOS) {
                letGo(node, directory);
            }
        });
        if (directory.peers().size() < directory.maxPeers()) {
            suggestions.get().flatMap(SwarmAddress::enode).ifPresent(enode -> call(enode, directory));
        }
    }

    private void call(Enode enode, PeerDirectory directory) {
        NodeId node = enode.id();
        boolean pointless =
                node.equals(directory.self().id()) || directory.peer(node).isPresent();
        if (pointless) {
            return;
        }
        called.put(node, nanos.getAsLong());
        directory.connect(enode).whenComplete((peer, failure) -> {
            if (failure != null && directory.peer(node).isEmpty()) {
                letGo(node, directory);
            }
        });
    }

    private void letGo(NodeId node, PeerDirectory directory) {
        if (called.remove(node) != null) {
            directory.disconnect(node);
        }
    }
}
