package org.jackfield.example.echo;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jackfield.api.Capability;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.HandOverException;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.api.Protocol;
import org.jackfield.api.ResumableProtocol;
import org.jackfield.api.SessionState;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * A complete protocol in one class: both sides ask now and then, and answer what they are asked. There is no handshake.
 *
 * <pre>
 *   code 0  request  any payload; ours is a counter of 8 bytes
 *   code 1  reply    the payload of the request
 * </pre>
 *
 * <p>{@code @Component} registers it as a {@link Protocol} service when the bundle starts and withdraws it when the
 * bundle stops; that is all it takes to be offered to peers.
 *
 * <p>It is resumable, so that its sessions outlive a replacement of the bundle. To do without, implement {@link Protocol}
 * and leave out what has {@link SessionState} in it.
 */
@Component(service = Protocol.class, configurationPid = "org.jackfield.example.echo")
@Designate(ocd = Echo.Config.class)
public final class Echo implements ResumableProtocol {

    static final int REQUEST = 0;
    static final int REPLY = 1;

    /** Of the format in {@link Session#state}; another format takes the next number. */
    static final int STATE_VERSION = 1;

    private final Capability capability;
    private final Duration period;
    private final String release;
    private final Map<NodeId, Session> sessions = new ConcurrentHashMap<>();

    /** Settings of PID {@code org.jackfield.example.echo}; all may be left out. */
    @ObjectClassDefinition(name = "echo")
    @interface Config {
        /** Version of the capability, 0 or above: 2 makes it {@code echo/2}. */
        int version() default 1;

        /** Milliseconds from one request to the next, 1 or above. */
        long period() default 1000;
    }

    @Activate
    public Echo(Config config, BundleContext context) {
        this(
                Math.max(0, config.version()),
                Duration.ofMillis(Math.max(1, config.period())),
                context.getBundle().getVersion().toString());
    }

    Echo(int version, Duration period, String release) {
        this.capability = new Capability("echo", version);
        this.period = period;
        this.release = release;
    }

    @Override
    public Capability capability() {
        return capability;
    }

    @Override
    public int messageCount() {
        return 2;
    }

    @Override
    public void run(Peer peer, MessagePipe pipe) throws Exception {
        converse(peer, pipe, new Session());
    }

    @Override
    public boolean reads(int stateVersion) {
        return stateVersion == STATE_VERSION;
    }

    @Override
    public void resume(Peer peer, MessagePipe pipe, SessionState state) throws Exception {
        converse(peer, pipe, Session.of(state));
    }

    private void converse(Peer peer, MessagePipe pipe, Session session) throws Exception {
        sessions.put(peer.id(), session);
        try {
            if (session.sent == 0) {
                session.ask(pipe);
            }
            while (true) {
                Optional<Message> message = pipe.read(session.untilNextRequest(period));
                if (message.isPresent()) {
                    session.handle(message.get(), pipe);
                } else {
                    session.ask(pipe);
                }
            }
        } catch (HandOverException signal) {
            throw signal.with(session.state());
        } finally {
            sessions.remove(peer.id(), session);
        }
    }

    @Override
    public Map<String, Object> nodeInfo() {
        return Map.of("release", release);
    }

    @Override
    public Optional<Map<String, Object>> peerInfo(NodeId peer) {
        return Optional.ofNullable(sessions.get(peer)).map(Session::info);
    }

    /** What happened with one peer. Its session's thread writes, others look on. */
    private static final class Session {
        private static final int STATE_BYTES = 4 * Long.BYTES;

        private volatile long sent;
        private volatile long received;
        private volatile long roundTripMicros;
        private long askedAtNanos;

        static Session of(SessionState state) throws DisconnectException {
            if (state.bytes().length != STATE_BYTES) {
                throw new DisconnectException(
                        DisconnectReason.REQUESTED,
                        "echo cannot go on with " + state + ", expected " + STATE_BYTES + " B");
            }
            ByteBuffer numbers = ByteBuffer.wrap(state.bytes());
            Session session = new Session();
            session.sent = numbers.getLong();
            session.received = numbers.getLong();
            session.roundTripMicros = numbers.getLong();
            session.askedAtNanos = numbers.getLong();
            return session;
        }

        /** What {@link #of} reads. The clock goes on for the next release, which runs in the same JVM. */
        SessionState state() {
            ByteBuffer numbers = ByteBuffer.allocate(STATE_BYTES);
            numbers.putLong(sent).putLong(received).putLong(roundTripMicros).putLong(askedAtNanos);
            return new SessionState(STATE_VERSION, numbers.array());
        }

        void ask(MessagePipe pipe) throws Exception {
            askedAtNanos = System.nanoTime();
            sent = sent + 1;
            pipe.write(REQUEST, ByteBuffer.allocate(Long.BYTES).putLong(sent).array());
        }

        void handle(Message message, MessagePipe pipe) throws Exception {
            if (message.code() == REQUEST) {
                pipe.write(REPLY, message.payload());
            } else if (message.size() == Long.BYTES) {
                replied(ByteBuffer.wrap(message.payload()).getLong());
            } else {
                throw DisconnectException.breach("a reply of " + message.size() + " bytes, expected " + Long.BYTES);
            }
        }

        private void replied(long number) {
            received = received + 1;
            if (number == sent) {
                roundTripMicros = (System.nanoTime() - askedAtNanos) / 1000;
            }
        }

        Duration untilNextRequest(Duration period) {
            Duration left = period.minusNanos(System.nanoTime() - askedAtNanos);
            return left.isNegative() ? Duration.ZERO : left;
        }

        Map<String, Object> info() {
            Map<String, Object> info = new LinkedHashMap<>();
            info.put("sent", sent);
            info.put("received", received);
            info.put("roundTripMicros", roundTripMicros);
            return info;
        }
    }
}
