package org.jackfield.swarm;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.Message;
import org.jackfield.api.session.MessageSource;
import org.jackfield.chunks.Chunk;
import org.jackfield.chunks.InvalidChunkException;
import org.jackfield.overlay.RetrievalSeat;
import org.jackfield.overlay.SwarmAddress;
import org.jackfield.overlay.SyncSeat;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * stream/8 with one peer. A subscription to a stream that we do not have ends the link at once: the original sends a refusal, and
 * another node of its kind that gets one leaves.
 */
final class OlderStreamSession implements Conversation {

    /** Of what is left to the next release, {@code [ version, retrieve, puller, provider ]}. */
    private static final int LEFT_VERSION = 3;

    /** How often to look whether there is a store to keep what we are invited to; the room of syncing looks as often. */
    private static final Duration TICK = Duration.ofMillis(500);

    private final RetrievalSeat retrievalSeat;
    private final SyncSeat syncSeat;
    private final OlderRetrieve retrieve;
    private final OlderPuller puller;
    private final OlderProvider provider;
    private final Consumer<OlderStreamSession> over;

    /**
     * @param serves whether we store for others
     * @param over told when it has been left
     */
    OlderStreamSession(
            SwarmAddress remote,
            RetrievalSeat retrievalSeat,
            SyncSeat syncSeat,
            boolean serves,
            Runnable wake,
            Consumer<OlderStreamSession> over) {
        this.retrievalSeat = retrievalSeat;
        this.syncSeat = syncSeat;
        this.over = over;
        boolean full = !remote.services().isLight();
        retrieve = new OlderRetrieve(retrievalSeat, full, wake);
        puller = new OlderPuller(syncSeat, serves, wake);
        provider = new OlderProvider(syncSeat, serves, full, wake);
    }

    /**
     * Goes on where the last release has left. To be left if it fails.
     *
     * @throws DisconnectException with reason "requested" if it has left something else: the peer is not to blame
     */
    void restore(byte[] left) throws DisconnectException {
        try {
            RlpReader items = RlpReader.ofList(left);
            int version = items.readInt();
            if (version != LEFT_VERSION) {
                throw new RlpException(0, "version " + version);
            }
            retrieve.read(items);
            puller.read(items);
            provider.read(items);
            items.finish();
        } catch (RlpException e) {
            throw new DisconnectException(
                    DisconnectReason.REQUESTED, "stream cannot go on with what was left: " + e.getMessage(), e);
        }
    }

    /** All of it is written; who comes after takes a seat of its own where chunks are synced. */
    @Override
    public byte[] left() {
        syncSeat.leave();
        over.accept(this);
        RlpWriter out = new RlpWriter(4096).beginList().write(LEFT_VERSION);
        retrieve.write(out);
        puller.write(out);
        provider.write(out);
        return out.endList().toByteArray();
    }

    @Override
    public List<MessageSource> sources() {
        return List.of(retrieve::next, puller, provider);
    }

    @Override
    public Duration patience() {
        return puller.isInvited() ? TICK : FOREVER;
    }

    @Override
    public void idle() throws DisconnectException {
        puller.look();
    }

    @Override
    public void leave() {
        retrievalSeat.leave();
        syncSeat.leave();
        provider.close();
        over.accept(this);
    }

    @Override
    public void take(Message message) throws IOException {
        puller.look();
        OlderStreamMessage said = OlderStreamCodec.decode(message);
        if (said instanceof OlderStreamMessage.Request request) {
            retrieve.requested(request);
        } else if (said instanceof OlderStreamMessage.Delivery delivery) {
            Chunk chunk = verified(delivery);
            retrievalSeat.delivered(chunk);
            puller.delivered(chunk);
        } else if (said instanceof OlderStreamMessage.Offer offer) {
            if (isRetrieve(offer.stream())) {
                retrieve.offered(offer);
            } else {
                puller.offered(offer);
            }
        } else if (said instanceof OlderStreamMessage.Want want) {
            if (isRetrieve(want.stream())) {
                retrieve.wanted(want);
            } else {
                provider.chosen(want);
            }
        } else {
            subscription(said);
        }
    }

    private void subscription(OlderStreamMessage said) throws DisconnectException {
        if (said instanceof OlderStreamMessage.Subscribe subscribe) {
            if (isRetrieve(subscribe.stream())) {
                retrieve.subscribe();
            } else {
                provider.subscribe(subscribe);
            }
        } else if (said instanceof OlderStreamMessage.Unsubscribe unsubscribe) {
            if (isRetrieve(unsubscribe.stream())) {
                retrieve.unsubscribe();
            } else {
                provider.unsubscribe(unsubscribe.stream());
            }
        } else if (said instanceof OlderStreamMessage.Invitation invitation) {
            puller.invited(invitation);
        } else if (said instanceof OlderStreamMessage.Quit quit) {
            puller.quit(quit.stream());
        }
        // A refusal, too, is passed over: a node that does not sync answers our invitation with one.
    }

    private static boolean isRetrieve(OlderStreamId stream) {
        return stream.equals(OlderStreamId.RETRIEVE);
    }

    static DisconnectException unknown(OlderStreamId stream) {
        return DisconnectException.subprotocol("no such stream: " + printable(stream.toString()));
    }

    /** How many chunks were synced which way since the bundle is there. */
    Map<String, Object> info() {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("pulled", puller.received());
        info.put("given", provider.given());
        return info;
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
