package org.jackfield.swarm;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.Message;
import org.jackfield.api.session.MessageSource;
import org.jackfield.api.session.Outgoing;
import org.jackfield.chunks.Address;
import org.jackfield.chunks.Chunk;
import org.jackfield.overlay.SyncSeat;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * What we pull from a peer over stream/8: it invites us to its bins, we subscribe, and say of each of its offers what we want
 * (go-ethereum v1.8.27, swarm/network/stream/messages.go). As in the original the next offer is answered when all of the last
 * one has come. The session's thread's, but for what there is to say.
 */
final class OlderPuller implements MessageSource {

    /** A peer that does not read gets no more to read. An honest one has 17 subscriptions and 34 answers waiting at most. */
    private static final int MAX_WAITING = 128;

    private final SyncSeat seat;
    private final boolean takes;
    private final Runnable wake;
    private final Map<OlderStreamId, OlderPulled> streams = new LinkedHashMap<>();

    /** By the bin, those that we could not accept yet. */
    private final Map<Integer, Invited> invitations = new LinkedHashMap<>();

    private volatile long received;

    /** Guarded by itself. */
    private final Queue<Message> outgoing = new ArrayDeque<>();

    /** @param past whether also to what was there before */
    private record Invited(boolean past, int priority) {}

    /** @param takes whether we store for others */
    OlderPuller(SyncSeat seat, boolean takes, Runnable wake) {
        this.seat = seat;
        this.takes = takes;
        this.wake = wake;
    }

    @Override
    public Optional<Outgoing> next() {
        synchronized (outgoing) {
            return Optional.ofNullable(outgoing.peek()).map(message -> new Outgoing(message, this::sent));
        }
    }

    private void sent() {
        synchronized (outgoing) {
            outgoing.remove();
        }
    }

    private void say(OlderStreamMessage message) throws DisconnectException {
        synchronized (outgoing) {
            if (outgoing.size() == MAX_WAITING) {
                throw DisconnectException.subprotocol(MAX_WAITING + " answers that the peer has not read");
            }
            outgoing.add(OlderStreamCodec.encode(message));
        }
        wake.run();
    }

    /**
     * The peer thinks that we should have a bin of its. It knows how deep its neighbourhood is, we only know ours: what it
     * has for us is taken. An invitation to anything else is left alone.
     */
    void invited(OlderStreamMessage.Invitation invitation) throws DisconnectException {
        OlderStreamId live = invitation.stream();
        if (takes && live.live() && live.bin().isPresent()) {
            Invited invited = new Invited(invitation.history().isPresent(), invitation.priority());
            invitations.put(live.bin().getAsInt(), invited);
            look();
        }
    }

    /** Accepts what we have been invited to, as soon as there is a store: the peer, which looks once, does not ask again. */
    void look() throws DisconnectException {
        if (isInvited() && !seat.bins().isEmpty()) {
            for (Map.Entry<Integer, Invited> each : invitations.entrySet()) {
                accept(each.getKey(), each.getValue());
            }
            invitations.clear();
        }
    }

    /** Whether an invitation waits to be {@link #look looked} at again. */
    boolean isInvited() {
        return !invitations.isEmpty();
    }

    private void accept(int bin, Invited invited) throws DisconnectException {
        OlderStreamId live = OlderStreamId.sync(bin, true);
        OlderPulled known = streams.get(live);
        if (known != null && !known.over) {
            return;
        }
        streams.put(live, new OlderPulled(live, bin));
        Optional<OlderStreamMessage.Range> history = invited.past() ? Optional.of(missing(bin)) : Optional.empty();
        if (history.isPresent()) {
            OlderStreamId past = OlderStreamId.sync(bin, false);
            streams.put(past, new OlderPulled(past, bin));
        }
        say(new OlderStreamMessage.Subscribe(live, history, invited.priority()));
    }

    /** From the first that has not come; a zero for the last means all. */
    private OlderStreamMessage.Range missing(int bin) {
        long first = seat.missing(bin, SyncSeat.HEAD).map(gap -> gap.from()).orElse(1L);
        return new OlderStreamMessage.Range(first == 1 ? 0 : first, 0);
    }

    /** The peer says what is next in a stream. May block for the disk. */
    void offered(OlderStreamMessage.Offer offer) throws DisconnectException {
        OlderPulled pulled = streams.get(offer.stream());
        if (pulled == null) {
            throw OlderStreamSession.unknown(offer.stream());
        }
        boolean inOrder = offer.from() >= 0 && offer.to() >= offer.from() && offer.to() < SyncSeat.HEAD;
        if (!inOrder) {
            throw DisconnectException.subprotocol("an offer from " + Long.toUnsignedString(offer.from()) + " to "
                    + Long.toUnsignedString(offer.to()));
        }
        if (pulled.isBusy()) {
            if (!pulled.hold(offer)) {
                throw DisconnectException.subprotocol("an offer before the last was answered: " + offer.stream());
            }
        } else if (!pulled.over) {
            answer(pulled, offer);
        }
    }

    private void answer(OlderPulled pulled, OlderStreamMessage.Offer offer) throws DisconnectException {
        BitSet wanted = new BitSet();
        boolean storeThere = true;
        try {
            wanted = seat.wanted(offer.chunks());
        } catch (IOException storeAway) {
            storeThere = false;
        }
        boolean first = pulled.begin(offer, wanted, storeThere);
        if (first && pulled.id.live()) {
            // A live stream begins where the bin ended.
            seat.reaches(pulled.bin, offer.from());
        }
        say(pulled.answer(offer, wanted));
        pulled.done().ifPresent(part -> seat.received(pulled.bin, part));
    }

    /** A chunk has come; it need not be one that we want. May block for the disk. */
    void delivered(Chunk chunk) throws DisconnectException {
        List<OlderPulled> takers = new ArrayList<>();
        streams.values().stream().filter(pulled -> pulled.take(chunk.address())).forEach(takers::add);
        if (takers.isEmpty()) {
            return;
        }
        received++;
        try {
            seat.keep(List.of(chunk));
        } catch (IOException storeAway) {
            takers.forEach(OlderPulled::notKept);
        }
        for (OlderPulled pulled : takers) {
            goOn(pulled);
        }
    }

    private void goOn(OlderPulled pulled) throws DisconnectException {
        if (pulled.isBusy()) {
            return;
        }
        pulled.done().ifPresent(part -> seat.received(pulled.bin, part));
        Optional<OlderStreamMessage.Offer> next = pulled.release();
        if (next.isPresent() && !pulled.over) {
            answer(pulled, next.get());
        }
    }

    /** The peer needs a stream no more. An offer may be on its way. */
    void quit(OlderStreamId stream) {
        Optional.ofNullable(streams.get(stream)).ifPresent(pulled -> pulled.over = true);
        if (stream.live()) {
            stream.bin().ifPresent(invitations::remove);
        }
    }

    /** How many chunks have come. */
    long received() {
        return received;
    }

    /** Once nothing asks it any more: {@code [ [ pulled, ... ], [ [ code, payload ], ... ], [ [ bin, past, priority ], ... ] ]}. */
    void write(RlpWriter out) {
        out.beginList().beginList();
        streams.values().forEach(pulled -> pulled.write(out));
        out.endList().beginList();
        for (Message message : outgoing) {
            out.beginList().write(message.code()).write(message.payload()).endList();
        }
        out.endList().beginList();
        invitations.forEach((bin, invited) -> out.beginList()
                .write(bin)
                .write(invited.past())
                .write(invited.priority())
                .endList());
        out.endList().endList();
    }

    void read(RlpReader items) throws RlpException {
        RlpReader own = items.readList();
        for (RlpReader list = own.readList(); list.hasNext(); ) {
            OlderPulled pulled = OlderPulled.read(list);
            streams.put(pulled.id, pulled);
        }
        for (RlpReader list = own.readList(); list.hasNext(); ) {
            RlpReader message = list.readList();
            outgoing.add(new Message(message.readInt(), message.readBytes()));
            message.finish();
        }
        for (RlpReader list = own.readList(); list.hasNext(); ) {
            readInvitation(list.readList());
        }
        own.finish();
    }

    private void readInvitation(RlpReader items) throws RlpException {
        int at = items.position();
        int bin = items.readInt();
        if (bin > Address.MAX_BIN) {
            throw new RlpException(at, "bin " + bin);
        }
        invitations.put(bin, new Invited(items.readBoolean(), items.readInt()));
        items.finish();
    }
}
