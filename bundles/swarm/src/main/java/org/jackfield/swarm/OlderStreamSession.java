package org.jackfield.swarm;

import java.io.IOException;
import java.util.List;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.Message;
import org.jackfield.api.session.MessageSource;
import org.jackfield.chunks.Chunk;
import org.jackfield.chunks.InvalidChunkException;
import org.jackfield.overlay.RetrievalSeat;
import org.jackfield.overlay.SwarmAddress;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * stream/8 with one peer. A subscription to a stream that we do not have ends the link at once: the original sends a refusal, and
 * who gets one leaves.
 */
final class OlderStreamSession implements Conversation {

    /** Of what is left to the next release, {@code [ version, retrieve ]}. */
    private static final int LEFT_VERSION = 1;

    private final RetrievalSeat seat;
    private final OlderRetrieve retrieve;

    OlderStreamSession(SwarmAddress remote, RetrievalSeat seat, Runnable wake) {
        this.seat = seat;
        retrieve = new OlderRetrieve(seat, !remote.services().isLight(), wake);
    }

    /** Goes on where the last release has left. */
    OlderStreamSession resumed(byte[] left) throws DisconnectException {
        try {
            RlpReader items = RlpReader.ofList(left);
            int version = items.readInt();
            if (version != LEFT_VERSION) {
                throw new RlpException(0, "version " + version);
            }
            retrieve.read(items);
            items.finish();
            return this;
        } catch (RlpException e) {
            throw new DisconnectException(
                    DisconnectReason.REQUESTED, "stream cannot go on with what was left: " + e.getMessage(), e);
        }
    }

    @Override
    public byte[] left() {
        RlpWriter out = new RlpWriter().beginList().write(LEFT_VERSION);
        retrieve.write(out);
        return out.endList().toByteArray();
    }

    @Override
    public List<MessageSource> sources() {
        return List.of(retrieve::next);
    }

    @Override
    public void leave() {
        seat.leave();
    }

    @Override
    public void take(Message message) throws IOException {
        OlderStreamMessage said = OlderStreamCodec.decode(message);
        if (said instanceof OlderStreamMessage.Request request) {
            retrieve.requested(request);
        } else if (said instanceof OlderStreamMessage.Delivery delivery) {
            seat.delivered(verified(delivery));
        } else if (said instanceof OlderStreamMessage.Offer offer) {
            expectRetrieve(offer.stream());
            retrieve.offered(offer);
        } else if (said instanceof OlderStreamMessage.Want want) {
            expectRetrieve(want.stream());
            retrieve.wanted(want);
        } else {
            subscription(said);
        }
    }

    private void subscription(OlderStreamMessage said) throws DisconnectException {
        if (said instanceof OlderStreamMessage.Subscribe subscribe) {
            expectRetrieve(subscribe.stream());
            retrieve.subscribe();
        } else if (said instanceof OlderStreamMessage.Unsubscribe unsubscribe) {
            expectRetrieve(unsubscribe.stream());
            retrieve.unsubscribe();
        } else if (said instanceof OlderStreamMessage.Refusal refusal) {
            throw DisconnectException.subprotocol("a subscription is refused: " + printable(refusal.why()));
        }
        // An invitation may be left alone; who quits, or has taken over, wants nothing.
    }

    private static void expectRetrieve(OlderStreamId stream) throws DisconnectException {
        if (!stream.equals(OlderStreamId.RETRIEVE)) {
            throw DisconnectException.subprotocol("no such stream: " + printable(stream.toString()));
        }
    }

    private static Chunk verified(OlderStreamMessage.Delivery delivery) throws DisconnectException {
        try {
            return Chunk.verified(delivery.chunk(), delivery.data());
        } catch (InvalidChunkException e) {
            throw new DisconnectException(DisconnectReason.SUBPROTOCOL_ERROR, e.getMessage(), e);
        }
    }

    /** What others say goes to the log. */
    private static String printable(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
