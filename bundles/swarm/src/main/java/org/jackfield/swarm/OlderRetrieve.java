package org.jackfield.swarm;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.session.Outgoing;
import org.jackfield.chunks.Address;
import org.jackfield.chunks.Chunk;
import org.jackfield.overlay.RetrievalNews;
import org.jackfield.overlay.RetrievalSeat;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * Single chunks over stream/8: each side subscribes to the other's {@link OlderStreamId#RETRIEVE}, and asks from then on
 * (go-ethereum v1.8.27, swarm/network/stream/delivery.go). Requests have no ids there: the peer's get one from us that says how
 * they are to be answered.
 */
final class OlderRetrieve {

    /** Answered with the chunk. */
    private static final long UNCHECKED = 0;

    /** Answered with an offer. */
    private static final long CHECKED = 1;

    /** Offered, and wanted. */
    private static final long OFFERED = 2;

    private static final int TOP_PRIORITY = 3;

    /** Never forwarded: it was here when it was offered. */
    private static final int NO_FURTHER = Integer.MAX_VALUE;

    private final RetrievalSeat seat;
    private final Runnable wake;
    private final OlderOffers offers = new OlderOffers();

    /** Whether there is nothing to be subscribed to any more; a light peer has nothing. */
    private boolean subscribed;

    /** Whether the peer has subscribed. */
    private boolean accepted;

    /** Our answer to the last offer, of which we have asked for none. */
    private Optional<OlderStreamMessage.Want> answer = Optional.empty();

    OlderRetrieve(RetrievalSeat seat, boolean peerServes, Runnable wake) {
        this.seat = seat;
        this.subscribed = !peerServes;
        this.wake = wake;
    }

    /** What is to be said next; on the writer's thread. */
    synchronized Optional<Outgoing> next() {
        if (!subscribed) {
            return outgoing(
                    new OlderStreamMessage.Subscribe(OlderStreamId.RETRIEVE, Optional.empty(), TOP_PRIORITY),
                    () -> subscribed = true);
        }
        if (answer.isPresent()) {
            OlderStreamMessage.Want want = answer.get();
            return outgoing(want, () -> answer = answer.filter(current -> current != want));
        }
        Optional<RetrievalNews> news = unchecked();
        if (news.isPresent()) {
            return outgoing(message(news.get()), () -> seat.sent(news.get()));
        }
        return offers.next().flatMap(offer -> outgoing(offer, () -> offers.sent(offer)));
    }

    /** The seat's next news; chunks that are to be offered go to their place. */
    private Optional<RetrievalNews> unchecked() {
        Optional<RetrievalNews> news = seat.next();
        while (news.isPresent() && news.get() instanceof RetrievalNews.Delivery found && found.id() == CHECKED) {
            offers.add(found.chunk().address());
            seat.sent(found);
            news = seat.next();
        }
        return news;
    }

    private static OlderStreamMessage message(RetrievalNews news) {
        if (news instanceof RetrievalNews.Delivery delivery) {
            Chunk chunk = delivery.chunk();
            return new OlderStreamMessage.Delivery(chunk.address(), chunk.data(), delivery.id() == OFFERED);
        }
        RetrievalNews.Request request = (RetrievalNews.Request) news;
        return new OlderStreamMessage.Request(request.address(), true, request.hops());
    }

    private Optional<Outgoing> outgoing(OlderStreamMessage message, Runnable sent) {
        return Optional.of(new Outgoing(OlderStreamCodec.encode(message), () -> {
            synchronized (this) {
                sent.run();
            }
        }));
    }

    synchronized void subscribe() throws DisconnectException {
        if (accepted) {
            throw DisconnectException.subprotocol("a second subscription to " + OlderStreamId.RETRIEVE);
        }
        accepted = true;
    }

    synchronized void unsubscribe() throws DisconnectException {
        expectSubscription();
        accepted = false;
        offers.clear();
    }

    /** May block for the disk. */
    void requested(OlderStreamMessage.Request request) throws DisconnectException {
        synchronized (this) {
            expectSubscription();
        }
        seat.requested(request.unchecked() ? UNCHECKED : CHECKED, request.chunk(), request.hops());
    }

    /** The peer offers what we have not asked to be offered. */
    synchronized void offered(OlderStreamMessage.Offer offer) {
        int count = offer.chunks().size();
        answer = Optional.of(new OlderStreamMessage.Want(offer.stream(), new BitSet(), count, offer.to() + 1, 0));
        wake.run();
    }

    /** May block for the disk. */
    void wanted(OlderStreamMessage.Want want) throws DisconnectException {
        for (Address chunk : chosen(want)) {
            seat.requested(OFFERED, chunk, NO_FURTHER);
        }
        wake.run();
    }

    private synchronized List<Address> chosen(OlderStreamMessage.Want want) throws DisconnectException {
        expectSubscription();
        return offers.chosen(want);
    }

    private void expectSubscription() throws DisconnectException {
        if (!accepted) {
            throw DisconnectException.subprotocol("no subscription to " + OlderStreamId.RETRIEVE);
        }
    }

    synchronized void write(RlpWriter out) {
        out.beginList().write(subscribed).write(accepted).beginList();
        answer.ifPresent(want -> out.write(want.count()).write(want.nextFrom()));
        offers.write(out.endList());
        out.endList();
    }

    synchronized void read(RlpReader items) throws RlpException {
        RlpReader own = items.readList();
        subscribed = own.readBoolean();
        accepted = own.readBoolean();
        RlpReader want = own.readList();
        if (want.hasNext()) {
            int count = want.readInt();
            answer = Optional.of(new OlderStreamMessage.Want(
                    OlderStreamId.RETRIEVE, new BitSet(), count, want.readUnsignedLong(), 0));
        }
        want.finish();
        offers.read(own);
        own.finish();
    }
}
