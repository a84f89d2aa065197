package org.jackfield.swarm;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.Capability;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;

/** Sessions on threads of their own, and the peers that they are with. */
final class Sessions {

    private Sessions() {}

    interface Action {
        void run() throws Exception;
    }

    static FutureTask<Void> start(Action session) {
        FutureTask<Void> run = new FutureTask<>(() -> {
            session.run();
            return null;
        });
        new Thread(run, "session").start();
        return run;
    }

    /** What it has failed with. */
    static Throwable endOf(FutureTask<Void> run) {
        return assertThrows(ExecutionException.class, () -> run.get(10, TimeUnit.SECONDS))
                .getCause();
    }

    /** One that is connected by the same link, always. */
    static Peer peer(NodeId id, boolean inbound, Capability... shared) {
        return peer(id, inbound, Instant.ofEpochSecond(1), shared);
    }

    static Peer peer(NodeId id, boolean inbound, Instant connectedAt, Capability... shared) {
        Map<String, Object> answers =
                Map.of("id", id, "inbound", inbound, "connectedAt", connectedAt, "shared", List.of(shared));
        return (Peer) Proxy.newProxyInstance(
                Peer.class.getClassLoader(),
                new Class<?>[] {Peer.class},
                (self, method, arguments) -> answers.get(method.getName()));
    }
}
