package org.jackfield.swarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.Message;
import org.jackfield.api.SessionState;
import org.jackfield.overlay.SwarmAddress;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * What a session of a protocol that begins after bzz leaves to the next release.
 *
 * <pre>
 *   [ 0, rest, early ]         bzz may take so many milliseconds more to shake hands
 *              [ [code, payload], ... ]
 *   [ 1, [ overlay, underlay, services ], own ]
 * </pre>
 */
sealed interface ConversationState {

    int VERSION = 3;

    int WAITING = 0;
    int MET = 1;

    SessionState encoded();

    /**
     * @throws DisconnectException with reason "requested" if it is not of that form: the peer is not to blame
     */
    static ConversationState decode(SessionState state) throws DisconnectException {
        try {
            RlpReader items = RlpReader.ofList(state.bytes());
            int phase = items.readInt();
            ConversationState decoded = switch (phase) {
                case WAITING -> Waiting.read(items);
                case MET -> Met.read(items);
                default -> throw new RlpException(0, "phase " + phase);
            };
            items.finish();
            return decoded;
        } catch (RlpException | DisconnectException e) {
            throw new DisconnectException(
                    DisconnectReason.REQUESTED, "cannot go on with " + state + ": " + e.getMessage(), e);
        }
    }

    /**
     * Before bzz has shaken hands.
     *
     * @param rest how long that may still take
     * @param early what the peer has said already, not yet dealt with
     */
    record Waiting(Duration rest, List<Message> early) implements ConversationState {

        private static Waiting read(RlpReader items) throws RlpException {
            Duration rest = Duration.ofMillis(items.readInt());
            List<Message> early = new ArrayList<>();
            for (RlpReader messages = items.readList(); messages.hasNext(); ) {
                RlpReader message = messages.readList();
                early.add(new Message(message.readInt(), message.readBytes()));
                message.finish();
            }
            return new Waiting(rest, early);
        }

        @Override
        public SessionState encoded() {
            RlpWriter out = new RlpWriter().beginList().write(WAITING).write(rest.toMillis());
            out.beginList();
            for (Message message : early) {
                out.beginList().write(message.code()).write(message.payload()).endList();
            }
            return new SessionState(VERSION, out.endList().endList().toByteArray());
        }
    }

    /**
     * After it.
     *
     * @param own what the protocol needs beside it: nothing, if all else is kept by the peer's seat, which outlives the release
     */
    record Met(SwarmAddress remote, byte[] own) implements ConversationState {

        Met(SwarmAddress remote) {
            this(remote, new byte[0]);
        }

        private static Met read(RlpReader items) throws RlpException, DisconnectException {
            RlpReader address = items.readList();
            SwarmAddress remote = SwarmAddress.read(address);
            address.finish();
            return new Met(remote, items.readBytes());
        }

        @Override
        public SessionState encoded() {
            RlpWriter out = new RlpWriter(256).beginList().write(MET).beginList();
            remote.write(out);
            return new SessionState(VERSION, out.endList().write(own).endList().toByteArray());
        }
    }
}
