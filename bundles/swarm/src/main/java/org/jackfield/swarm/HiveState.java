package org.jackfield.swarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.Message;
import org.jackfield.api.SessionState;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * What a hive session leaves to the next release.
 *
 * <pre>
 *   [ 0, rest, early ]         bzz may take so many milliseconds more to shake hands
 *              [ [code, payload], ... ]
 *   [ 1, remote, toldDepth + 1, remoteDepth + 1, known, settled, others ]
 *        |       0 if none was told              [ overlay, ... ] each
 *        [ overlay, underlay, services ]
 * </pre>
 */
sealed interface HiveState {

    int VERSION = 1;

    int WAITING = 0;
    int MET = 1;

    SessionState encoded();

    /**
     * @throws DisconnectException with reason "requested" if it is not of that form: the peer is not to blame
     */
    static HiveState decode(SessionState state) throws DisconnectException {
        try {
            RlpReader items = RlpReader.ofList(state.bytes());
            int phase = items.readInt();
            HiveState decoded = switch (phase) {
                case WAITING -> Waiting.read(items);
                case MET -> Met.read(items);
                default -> throw new RlpException(0, "phase " + phase);
            };
            items.finish();
            return decoded;
        } catch (RlpException | DisconnectException e) {
            throw new DisconnectException(
                    DisconnectReason.REQUESTED, "hive cannot go on with " + state + ": " + e.getMessage(), e);
        }
    }

    /**
     * Before bzz has shaken hands.
     *
     * @param rest how long that may still take
     * @param early what the peer has said already, not yet dealt with
     */
    record Waiting(Duration rest, List<Message> early) implements HiveState {

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
     * @param toldDepth what the peer was told of our depth, -1 for nothing
     * @param remoteDepth what it has told of its own, likewise
     * @param known nodes that need not be told to the peer
     * @param settled connected nodes of which has been decided whether to tell the peer
     * @param others the other connected nodes
     */
    record Met(
            SwarmAddress remote,
            int toldDepth,
            int remoteDepth,
            List<Overlay> known,
            List<Overlay> settled,
            List<Overlay> others)
            implements HiveState {

        private static Met read(RlpReader items) throws RlpException, DisconnectException {
            RlpReader address = items.readList();
            SwarmAddress remote = SwarmAddress.read(address);
            address.finish();
            return new Met(
                    remote,
                    readDepth(items),
                    readDepth(items),
                    readOverlays(items),
                    readOverlays(items),
                    readOverlays(items));
        }

        private static int readDepth(RlpReader items) throws RlpException {
            int at = items.position();
            int depth = items.readInt() - 1;
            if (depth >= Overlay.MAX_PROXIMITY) {
                throw new RlpException(at, "depth " + depth);
            }
            return depth;
        }

        private static List<Overlay> readOverlays(RlpReader items) throws RlpException {
            List<Overlay> overlays = new ArrayList<>();
            for (RlpReader addresses = items.readList(); addresses.hasNext(); ) {
                overlays.add(Overlay.of(addresses.readBytes(Overlay.BYTES)));
            }
            return overlays;
        }

        @Override
        public SessionState encoded() {
            RlpWriter out = new RlpWriter(1024).beginList().write(MET).beginList();
            remote.write(out);
            out.endList().write(toldDepth + 1).write(remoteDepth + 1);
            for (List<Overlay> overlays : List.of(known, settled, others)) {
                out.beginList();
                overlays.forEach(overlay -> out.write(overlay.bytes()));
                out.endList();
            }
            return new SessionState(VERSION, out.endList().toByteArray());
        }
    }
}
