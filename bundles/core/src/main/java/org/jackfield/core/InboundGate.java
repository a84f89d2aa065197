package org.jackfield.core;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.transport.Link;
import org.jackfield.api.transport.LinkAcceptor;

/** Lets connections in: from permitted addresses, not too often from one, not too many at a time. */
final class InboundGate implements LinkAcceptor {

    private final Switchboard switchboard;
    private final Environment environment;
    private final Mutex mutex = new Mutex();
    // Guarded by the mutex.
    private final InboundThrottle throttle;
    private int pending;
    private boolean closed;

    InboundGate(Switchboard switchboard) {
        this.switchboard = switchboard;
        environment = switchboard.environment();
        throttle = new InboundThrottle(environment.settings().throttle());
    }

    @Override
    public boolean admit(InetSocketAddress remote) {
        return mutex.locked(() -> {
            boolean room = !closed && pending < environment.settings().maxPending();
            if (!room || !environment.settings().permits(remote.getAddress())) {
                return false;
            }
            if (!throttle.admit(remote.getAddress(), environment.timers().nanos())) {
                return false;
            }
            pending++;
            return true;
        });
    }

    @Override
    public void connected(Link link) {
        switchboard.greet(link, Optional.empty(), new Arrival());
    }

    @Override
    public void failed(InetSocketAddress remote, IOException cause) {
        settled();
        switchboard.countFailure(Ending.ours(DisconnectReason.NETWORK_ERROR, "encryption handshake"));
    }

    /** Lets nobody in any more. */
    void close() {
        mutex.locked(() -> closed = true);
    }

    private void settled() {
        mutex.locked(() -> pending--);
    }

    private final class Arrival implements Greeter.Outcome {

        @Override
        public boolean stillWanted() {
            return true;
        }

        @Override
        public void connected(ConnectedPeer peer) {
            settled();
        }

        @Override
        public void failed(IOException why) {
            settled();
        }
    }
}
