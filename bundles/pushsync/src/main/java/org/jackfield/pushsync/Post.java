package org.jackfield.pushsync;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jackfield.chunks.Address;
import org.jackfield.chunks.Chunk;
import org.jackfield.overlay.Overlay;
import org.jackfield.pss.Destination;
import org.jackfield.pss.Pss;
import org.jackfield.pss.PssException;

/** Sends chunks and receipts by pss, and knows who gives receipts. For any thread. */
final class Post {

    /** How long a message is passed on (ethersphere swarm v0.5.8, swarm.go). */
    static final Duration LIFE = Duration.ofSeconds(20);

    private final Pss pss;
    private final BooleanSupplier light;
    private final Supplier<byte[]> nonces;

    /**
     * @param light whether we serve no chunks
     * @param nonces makes those of {@link ChunkMessage#NONCE_BYTES}
     */
    Post(Pss pss, BooleanSupplier light, Supplier<byte[]> nonces) {
        this.pss = pss;
        this.light = light;
        this.nonces = nonces;
    }

    /** Our address; empty before there has been a core. */
    Optional<Overlay> self() {
        return pss.address();
    }

    /** Whether of those whom it concerns we are the one to give a receipt. */
    boolean isNearest(Address chunk) {
        return pss.isNearestTo(Overlay.of(chunk.bytes()));
    }

    /** Whether nobody looks for chunks here: what is to be kept has to be elsewhere as well. */
    boolean isLight() {
        return light.getAsBoolean();
    }

    /** @throws PssException if too much waits to be sent */
    void send(Chunk chunk, Overlay origin) throws PssException {
        ChunkMessage message = new ChunkMessage(chunk.address(), chunk.data(), origin, nonces.get());
        pss.sendRaw(Destination.of(chunk.address().bytes()), ChunkMessage.TOPIC, message.encode(), LIFE);
    }

    /** @throws PssException if too much waits to be sent */
    void acknowledge(Address chunk, Overlay origin) throws PssException {
        ReceiptMessage message = new ReceiptMessage(chunk, nonces.get());
        pss.sendRaw(Destination.of(origin), ReceiptMessage.TOPIC, message.encode(), LIFE);
    }
}
