package org.jackfield.swarm;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.Message;
import org.jackfield.api.session.MessageSource;
import org.jackfield.overlay.SyncSeat;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * bzz-stream/8 with one peer: both sides pull, and neither side of it knows of the other.
 *
 * <pre>
 *   [ 1, puller, provider ]     what is left to the next release
 * </pre>
 */
final class StreamConversation implements Conversation {

    private static final int VERSION = 1;

    private final SyncSeat seat;
    private final StreamPuller puller;
    private final StreamProvider provider;
    private final Duration tick;
    private final Consumer<StreamConversation> over;

    /**
     * @param tick how often to look whether the peer takes too long, when it says nothing
     * @param over told when it has been left
     */
    StreamConversation(
            SyncSeat seat, Runnable wake, LongSupplier nanos, Duration tick, Consumer<StreamConversation> over) {
        this.seat = seat;
        this.puller = new StreamPuller(seat, wake, nanos);
        this.provider = new StreamProvider(seat, wake);
        this.tick = tick;
        this.over = over;
    }

    /**
     * Goes on where another was {@link #left}. To be left if it fails.
     *
     * @throws DisconnectException with reason "requested" if it is not of that form: the peer is not to blame
     */
    void restore(byte[] left) throws DisconnectException {
        try {
            RlpReader items = RlpReader.ofList(left);
            int version = items.readInt();
            if (version != VERSION) {
                throw new RlpException(0, "version " + version + ", expected " + VERSION);
            }
            puller.restore(items);
            provider.restore(items);
            items.finish();
        } catch (RlpException | DisconnectException e) {
            throw new DisconnectException(DisconnectReason.REQUESTED, "bzz-stream cannot go on: " + e.getMessage(), e);
        }
    }

    @Override
    public void take(Message message) throws RlpException, DisconnectException {
        StreamMessage said = StreamMessage.decode(message);
        if (said instanceof StreamMessage.InfoRequest request) {
            provider.asked(request);
        } else if (said instanceof StreamMessage.Info info) {
            puller.told(info);
        } else if (said instanceof StreamMessage.GetRange range) {
            provider.asked(range);
        } else if (said instanceof StreamMessage.Offered offer) {
            puller.offered(offer);
        } else if (said instanceof StreamMessage.Delivery delivery) {
            puller.delivered(delivery);
        } else if (said instanceof StreamMessage.Wanted wanted) {
            provider.chosen(wanted);
        }
    }

    @Override
    public List<MessageSource> sources() {
        return List.of(puller, provider);
    }

    @Override
    public Duration patience() {
        return tick;
    }

    @Override
    public void idle() throws DisconnectException {
        puller.checkPatience();
    }

    /** All of it is written; who comes after takes a seat of its own. */
    @Override
    public byte[] left() {
        seat.leave();
        over.accept(this);
        RlpWriter out = new RlpWriter(4096).beginList().write(VERSION);
        puller.write(out);
        provider.write(out);
        return out.endList().toByteArray();
    }

    @Override
    public void leave() {
        seat.leave();
        provider.close();
        over.accept(this);
    }

    Map<String, Object> info() {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("bins", puller.pulling());
        info.put("pulled", puller.received());
        info.put("given", provider.delivered());
        return info;
    }
}
