package org.jackfield.pushsync;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jackfield.chunks.Address;
import org.jackfield.chunks.Chunk;
import org.jackfield.chunks.ChunkStore;
import org.jackfield.chunks.GetMode;
import org.jackfield.chunks.PendingPush;
import org.jackfield.chunks.SyncMode;
import org.jackfield.chunks.Tag;
import org.jackfield.chunks.TagState;
import org.jackfield.chunks.Tags;
import org.jackfield.overlay.Overlay;
import org.jackfield.pss.PssException;
import org.jackfield.rlp.RlpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends uploads, in the store's order and round after round, until there is a receipt for each (ethersphere swarm v0.5.8,
 * pushsync/pusher.go). What is not yet synced is the store's to remember: here are those under way, a bounded number of them, and
 * how far the round has come. Receipts come on any thread, all else is of the one that ticks.
 */
final class Pusher {

    private static final Logger LOG = LoggerFactory.getLogger(Pusher.class);

    private static final int READ_AT_ONCE = 128;

    /** Between two looks when there is nothing to send, as in the original. */
    static final long PAUSE_NANOS = Duration.ofMillis(500).toNanos();

    private final ChunkStore store;
    private final Tags tags;
    private final Post post;
    private final BooleanSupplier connected;
    private final LongSupplier nanos;
    private final Underway underway = new Underway();

    private long next;
    private long roundNanos;
    private long readNanos;

    /** The last that was sent for the first time: those before it have been counted. */
    private long counted;

    /** @param connected whether there is anybody to send to */
    Pusher(ChunkStore store, Tags tags, Post post, BooleanSupplier connected, LongSupplier nanos) {
        this.store = store;
        this.tags = tags;
        this.post = post;
        this.connected = connected;
        this.nanos = nanos;
        roundNanos = nanos.getAsLong();
        readNanos = roundNanos;
        tags.all().stream().filter(tag -> !tag.isAnonymous()).forEach(Pusher::recount);
    }

    /** What was sent and got no receipt before is sent, and counted, anew. */
    private static void recount(Tag tag) {
        tag.add(TagState.SENT, tag.count(TagState.SYNCED) - tag.count(TagState.SENT));
    }

    /** Passed over if it is none, or of a chunk that is not under way. */
    void receipt(byte[] payload) {
        try {
            underway.receipt(ReceiptMessage.decode(payload).address());
        } catch (RlpException e) {
            LOG.debug("A receipt is none: {}", e.getMessage());
        }
    }

    /**
     * Notes what has arrived, sends again what has not, and then as many others as there is room for. Several times a second; blocks
     * for the disk.
     *
     * @return whether there is more to do at once
     * @throws java.io.UncheckedIOException if the store fails
     * @throws IllegalStateException if it is closed
     */
    boolean tick() {
        settle();
        Optional<Overlay> self = post.self();
        if (self.isEmpty() || !connected.getAsBoolean()) {
            return false;
        }
        try {
            long now = nanos.getAsLong();
            sendAgain(self.get(), now);
            return sendMore(self.get(), now);
        } catch (PssException e) {
            LOG.debug("No more chunks are pushed for now: {}", e.getMessage());
            return false;
        }
    }

    private void settle() {
        List<Address> arrived = underway.arrived();
        if (!arrived.isEmpty()) {
            store.synced(SyncMode.PUSH, arrived);
            underway.forget(arrived);
        }
    }

    private void sendAgain(Overlay self, long now) throws PssException {
        for (Address late : underway.late(now)) {
            Optional<Chunk> chunk = store.get(GetMode.SYNC, late);
            if (chunk.isPresent()) {
                send(chunk.get(), self, now);
            } else {
                underway.forget(List.of(late));
            }
        }
    }

    private boolean sendMore(Overlay self, long now) throws PssException {
        int room = Math.min(READ_AT_ONCE, underway.room());
        if (room <= 0 || now - readNanos < 0) {
            return false;
        }
        List<PendingPush> page = store.unpushed(next, room);
        for (PendingPush pending : page) {
            if (!underway.contains(pending.address())) {
                Optional<Chunk> chunk = store.get(GetMode.SYNC, pending.address());
                if (chunk.isPresent()) {
                    send(chunk.get(), self, now);
                    count(pending);
                }
            }
            next = pending.order() + 1;
        }
        if (page.isEmpty()) {
            endRound(now);
        }
        return !page.isEmpty();
    }

    /** The next goes through what was left; until then only what comes in is looked for. */
    private void endRound(long now) {
        boolean due = now - roundNanos >= Underway.RETRY_NANOS;
        next = due ? 0 : Math.max(next, counted + 1);
        roundNanos = due ? now : roundNanos;
        readNanos = now + PAUSE_NANOS;
    }

    /** Once, however often it is sent. */
    private void count(PendingPush pending) {
        if (pending.order() > counted) {
            counted = pending.order();
            tags.get(pending.tag()).ifPresent(tag -> tag.add(TagState.SENT, 1));
        }
    }

    /** One that is already where it belongs needs no receipt; nor would anybody else give one. */
    private void send(Chunk chunk, Overlay self, long now) throws PssException {
        Address address = chunk.address();
        int tries = underway.sending(address, now);
        boolean nearest = post.isNearest(address);
        try {
            if (!nearest || post.isLight()) {
                post.send(chunk, self);
            }
        } catch (PssException e) {
            if (tries == 1) {
                underway.forget(List.of(address));
            }
            throw e;
        }
        if (nearest) {
            underway.receipt(address);
        }
    }
}
