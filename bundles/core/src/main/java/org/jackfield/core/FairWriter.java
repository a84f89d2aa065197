package org.jackfield.core;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.Message;
import org.jackfield.api.transport.Link;

/**
 * The one writer of a link: it takes one message of each protocol in turn, as long as the transport has room, so that
 * a protocol with much to say delays another by one message and not by its queue. Base messages go first. A batch is
 * flushed once. All but {@link #ready} is called on the link's event loop.
 */
final class FairWriter {

    // A batch is some 500 small messages, or one that is larger: then the event loop reads, and its other links get
    // their turn.
    private static final int BATCH_BYTES = 256 << 10;
    private static final int MESSAGE_OVERHEAD_BYTES = 512;

    private static final int NOTHING = -1;

    /** Pings beyond this many unanswered ones get no pong: a peer that does not read cannot make us store them. */
    private static final int MAX_PONGS_OWED = 16;

    private final Link link;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final List<Outbox> outboxes;
    private final Consumer<Ending> onUnsendable;
    // Made once, since it would else be made for every batch.
    private final Runnable pump = this::pump;
    private int next;
    private int pongsOwed;
    private boolean closed;

    /**
     * @param onUnsendable what the link is to end for when a message does not fit a frame; on the event loop
     */
    FairWriter(Link link, List<Outbox> outboxes, Consumer<Ending> onUnsendable) {
        this.link = link;
        this.outboxes = outboxes;
        this.onUnsendable = onUnsendable;
    }

    /** Something was queued. Any thread. */
    void ready() {
        if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
            link.executor().execute(pump);
        }
    }

    void ping() {
        link.write(BaseMessages.PING, BaseMessages.nothing());
        link.flush();
    }

    void pong() {
        pongsOwed = Math.min(pongsOwed + 1, MAX_PONGS_OWED);
        pump();
    }

    /** Sends what the transport has room for. */
    void pump() {
        // Cleared before looking: what is queued after the look schedules the next one.
        scheduled.set(false);
        if (closed) {
            return;
        }
        boolean wrote = pongs();
        int room = BATCH_BYTES;
        boolean more = true;
        while (more && room > 0) {
            int size = link.writable() ? writeNext() : NOTHING;
            more = size != NOTHING;
            if (more) {
                room -= size + MESSAGE_OVERHEAD_BYTES;
                wrote = true;
            }
        }
        if (wrote) {
            link.flush();
        }
        if (more) {
            ready();
        }
    }

    /** Sends what is queued, room or not, as the outboxes bound it; nothing is accepted any more. */
    void finish() {
        closed = true;
        outboxes.forEach(Outbox::close);
        int written = 0;
        while (written != NOTHING) {
            written = writeNext();
        }
    }

    /** Drops what is queued, as nobody listens at the other end; nothing is accepted any more. */
    void abort() {
        closed = true;
        outboxes.forEach(Outbox::drop);
    }

    /** The last message. */
    void tell(DisconnectReason reason) {
        link.write(BaseMessages.DISCONNECT, DisconnectMessage.encode(reason));
        link.flush();
    }

    private boolean pongs() {
        boolean owed = pongsOwed > 0;
        while (pongsOwed > 0 && link.writable()) {
            link.write(BaseMessages.PONG, BaseMessages.nothing());
            pongsOwed--;
        }
        return owed;
    }

    /** Writes one message, and returns its size. */
    private int writeNext() {
        for (int i = 0; i < outboxes.size(); i++) {
            Outbox outbox = outboxes.get(next);
            next = next + 1 == outboxes.size() ? 0 : next + 1;
            Message message = outbox.poll();
            if (message != null) {
                write(outbox, message);
                return message.size();
            }
        }
        return NOTHING;
    }

    private void write(Outbox outbox, Message message) {
        try {
            link.write(outbox.firstCode() + message.code(), message.payload());
            outbox.sent(message);
        } catch (IllegalArgumentException e) {
            // Its writer has gone on, believing it sent: the session cannot go on as if it were.
            onUnsendable.accept(Ending.ours(DisconnectReason.SUBPROTOCOL_ERROR, message + ": " + e.getMessage()));
        }
    }
}
