package org.jackfield.swarm;

import java.time.Duration;
import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.SessionState;
import org.jackfield.overlay.SwarmAddress;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * What a bzz session leaves to the next release.
 *
 * <pre>
 *   [ networkId, light, rest, remote ]
 *                       |     [ ] before the peer's handshake, or [ overlay, underlay, services ]
 *                       how many milliseconds it may still take
 * </pre>
 *
 * @param networkId ours, as the peer was told
 * @param light likewise
 * @param rest zero once the peer has shaken hands
 */
record BzzState(long networkId, boolean light, Duration rest, Optional<SwarmAddress> remote) {

    static final int VERSION = 1;

    SessionState encoded() {
        RlpWriter out = new RlpWriter(256).beginList().write(networkId).write(light);
        out.write(rest.toMillis()).beginList();
        remote.ifPresent(address -> address.write(out));
        return new SessionState(VERSION, out.endList().endList().toByteArray());
    }

    /**
     * @throws DisconnectException with reason "requested" if it is not of that form: the peer is not to blame
     */
    static BzzState decode(SessionState state) throws DisconnectException {
        try {
            RlpReader items = RlpReader.ofList(state.bytes());
            long networkId = items.readLong();
            boolean light = items.readBoolean();
            Duration rest = Duration.ofMillis(items.readInt());
            RlpReader told = items.readList();
            Optional<SwarmAddress> remote = told.hasNext() ? Optional.of(SwarmAddress.read(told)) : Optional.empty();
            told.finish();
            items.finish();
            return new BzzState(networkId, light, rest, remote);
        } catch (RlpException | DisconnectException e) {
            throw new DisconnectException(
                    DisconnectReason.REQUESTED, "bzz cannot go on with " + state + ": " + e.getMessage(), e);
        }
    }
}
