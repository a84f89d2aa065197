package org.jackfield.whisper;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jackfield.api.Capability;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.api.Protocol;
import org.jackfield.api.ResumableProtocol;
import org.jackfield.api.SessionState;
import org.jackfield.envelopes.Bloom;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Offers {@code shh/6} (EIP-627) to every peer. */
@Component(service = Protocol.class, configurationPid = "org.jackfield.whisper")
@Designate(ocd = Whisper.Config.class)
public final class Whisper implements ResumableProtocol {

    /** Most of the range is reserved; the highest code in use is 127 (EIP-627). */
    static final int MESSAGE_COUNT = 128;

    private static final Logger LOG = LoggerFactory.getLogger(Whisper.class);

    private final WhisperStatus own;
    private final Map<NodeId, WhisperSession> sessions = new ConcurrentHashMap<>();

    /** Settings of PID {@code org.jackfield.whisper}; all may be left out. */
    @ObjectClassDefinition(name = "whisper")
    @interface Config {
        /** Least proof of work asked of peers' envelopes, 0 or above. */
        double minPow() default PowRequirement.DEFAULT;

        /** Whether to call ourselves a light node, which light nodes do not connect with. */
        boolean light() default false;
    }

    @Activate
    public Whisper(Config config) {
        this(new WhisperStatus(minPow(config.minPow()), Bloom.FULL, config.light()));
    }

    Whisper(WhisperStatus own) {
        this.own = own;
    }

    @Override
    public Capability capability() {
        return new Capability("shh", WhisperStatus.VERSION);
    }

    @Override
    public int messageCount() {
        return MESSAGE_COUNT;
    }

    @Override
    public void run(Peer peer, MessagePipe pipe) throws Exception {
        listen(peer, pipe, WhisperSession.open(own, pipe));
    }

    @Override
    public boolean reads(int stateVersion) {
        return stateVersion == WhisperState.VERSION;
    }

    @Override
    public void resume(Peer peer, MessagePipe pipe, SessionState state) throws Exception {
        listen(peer, pipe, WhisperSession.resume(own, WhisperState.decode(state), pipe));
    }

    private void listen(Peer peer, MessagePipe pipe, WhisperSession session) throws Exception {
        sessions.put(peer.id(), session);
        try {
            session.run(pipe);
        } finally {
            sessions.remove(peer.id(), session);
        }
    }

    /** By geth's names (go-ethereum v1.8.27, whisper/whisperv6/whisper.go). */
    @Override
    public Map<String, Object> nodeInfo() {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("version", WhisperStatus.VERSION + ".0");
        info.put("maxMessageSize", WhisperSession.MAX_ENVELOPE_BYTES);
        info.put("minimumPoW", own.pow().value());
        return info;
    }

    @Override
    public Optional<Map<String, Object>> peerInfo(NodeId peer) {
        return Optional.ofNullable(sessions.get(peer)).map(WhisperSession::info);
    }

    private static PowRequirement minPow(double configured) {
        if (PowRequirement.isValid(configured)) {
            return new PowRequirement(configured);
        }
        LOG.warn("minPow must be finite and not negative, got {}: {} is used", configured, PowRequirement.DEFAULT);
        return new PowRequirement(PowRequirement.DEFAULT);
    }
}
