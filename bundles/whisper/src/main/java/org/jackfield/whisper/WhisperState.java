package org.jackfield.whisper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.Message;
import org.jackfield.api.SessionState;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * What a session leaves to the next release. What the peer knows of the pool stays in its seat.
 *
 * <pre>
 *   [ told, remote, unsent ]
 *     |     |       [ [code, payload], ... ]
 *     |     [ ] before the peer's status, or {@link RemotePeer}
 *     {@link OwnTraits}
 * </pre>
 *
 * @param told what the peer was told of us
 * @param remote what the peer has told of itself
 * @param unsent confirmations that wait to be written
 */
record WhisperState(OwnTraits told, Optional<RemotePeer> remote, List<Message> unsent) {

    static final int VERSION = 2;

    SessionState encoded() {
        RlpWriter out = new RlpWriter(512).beginList();
        told.write(out);
        out.beginList();
        remote.ifPresent(peer -> peer.write(out));
        out.endList().beginList();
        for (Message message : unsent) {
            out.beginList().write(message.code()).write(message.payload()).endList();
        }
        return new SessionState(VERSION, out.endList().endList().toByteArray());
    }

    /**
     * @throws DisconnectException with reason "requested" if it is not of that form: the peer is not to blame
     */
    static WhisperState decode(SessionState state) throws DisconnectException {
        try {
            RlpReader items = RlpReader.ofList(state.bytes());
            OwnTraits told = OwnTraits.read(items);
            RlpReader peer = items.readList();
            Optional<RemotePeer> remote = peer.hasNext() ? Optional.of(RemotePeer.read(peer)) : Optional.empty();
            List<Message> unsent = readMessages(items.readList());
            items.finish();
            return new WhisperState(told, remote, unsent);
        } catch (RlpException | DisconnectException e) {
            throw new DisconnectException(
                    DisconnectReason.REQUESTED, "whisper cannot go on with " + state + ": " + e.getMessage(), e);
        }
    }

    private static List<Message> readMessages(RlpReader items) throws RlpException {
        List<Message> messages = new ArrayList<>();
        while (items.hasNext()) {
            RlpReader fields = items.readList();
            messages.add(new Message(fields.readInt(), fields.readBytes()));
            fields.finish();
        }
        return messages;
    }
}
