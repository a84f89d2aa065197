package org.jackfield.whisper;

import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.SessionState;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * What a session leaves to the next release.
 *
 * <pre>
 *   [ own, remote, envelopes ]
 *     |    |       u63
 *     |    [ ] before the peer's status, or as own
 *     [ powBits, bloom, light ]
 *       u64      64 B   01/80
 * </pre>
 *
 * @param own what the peer was told of us
 * @param remote what the peer has told of itself
 * @param envelopes how many came
 */
record WhisperState(WhisperStatus own, Optional<WhisperStatus> remote, long envelopes) {

    static final int VERSION = 1;

    SessionState encoded() {
        RlpWriter out = new RlpWriter(256).beginList().beginList();
        write(own, out);
        out.endList().beginList();
        remote.ifPresent(status -> write(status, out));
        return new SessionState(
                VERSION, out.endList().write(envelopes).endList().toByteArray());
    }

    /**
     * @throws DisconnectException with reason "requested" if it is not of that form: the peer is not to blame
     */
    static WhisperState decode(SessionState state) throws DisconnectException {
        try {
            RlpReader items = RlpReader.ofList(state.bytes());
            WhisperStatus own = read(items.readList());
            RlpReader told = items.readList();
            Optional<WhisperStatus> remote = told.hasNext() ? Optional.of(read(told)) : Optional.empty();
            WhisperState decoded = new WhisperState(own, remote, items.readLong());
            items.finish();
            return decoded;
        } catch (RlpException | DisconnectException e) {
            throw new DisconnectException(
                    DisconnectReason.REQUESTED, "shh/6 cannot go on with " + state + ": " + e.getMessage(), e);
        }
    }

    private static void write(WhisperStatus status, RlpWriter out) {
        out.write(status.pow().bits()).write(status.bloom().bytes()).write(status.light());
    }

    private static WhisperStatus read(RlpReader items) throws RlpException, DisconnectException {
        WhisperStatus status = new WhisperStatus(
                PowRequirement.ofBits(items.readUnsignedLong()),
                WhisperStatus.bloom(items.readBytes()),
                items.readBoolean());
        items.finish();
        return status;
    }
}
