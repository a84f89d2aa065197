package org.jackfield.chunks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A piece of content with the address that it is found under; of whoever holds one the address is right.
 *
 * <pre>
 *   span      8 B         bytes of content under this chunk, little-endian
 *   payload   1–4096 B    content, or references to the chunks under this one
 * </pre>
 *
 * <p>The update of a feed is laid out otherwise ({@link FeedUpdate}) and is a chunk as well. For any thread.
 */
public final class Chunk {

    /** Length of the span. */
    public static final int SPAN_BYTES = 8;

    /** The longest payload. */
    public static final int MAX_PAYLOAD_BYTES = 4096;

    /** The longest chunk. */
    public static final int MAX_BYTES = SPAN_BYTES + MAX_PAYLOAD_BYTES;

    private static final VarHandle SPAN = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final Address address;
    private final byte[] data;

    private Chunk(Address address, byte[] data) {
        this.address = address;
        this.data = data;
    }

    /**
     * The chunk of this content: hashes it.
     *
     * @param data span and payload; kept, not copied: not to be changed any more
     * @throws IllegalArgumentException if there is no payload, or too much
     */
    public static Chunk ofContent(byte[] data) {
        if (!hasChunkLength(data)) {
            throw new IllegalArgumentException("a chunk has 9 to 4104 bytes, got " + data.length);
        }
        return new Chunk(new BmtHash().address(data), data);
    }

    /**
     * A chunk as it came from outside: content or the update of a feed.
     *
     * @param data kept, not copied: not to be changed any more
     * @throws InvalidChunkException if it is neither, under this address
     */
    public static Chunk verified(Address address, byte[] data) throws InvalidChunkException {
        if (!hasChunkLength(data)) {
            throw new InvalidChunkException("a chunk has 9 to 4104 bytes, got " + data.length);
        }
        if (!new BmtHash().address(data).equals(address) && !FeedUpdate.isAt(address, data)) {
            throw new InvalidChunkException("neither content nor an update of a feed is at " + address);
        }
        return new Chunk(address, data);
    }

    /** A chunk whose address is known to be right: just hashed, or out of our own store. */
    static Chunk trusted(Address address, byte[] data) {
        return new Chunk(address, data);
    }

    static long span(byte[] data) {
        return (long) SPAN.get(data, 0);
    }

    static void putSpan(byte[] data, long span) {
        SPAN.set(data, 0, span);
    }

    public Address address() {
        return address;
    }

    /** Span and payload: the array itself, not to be changed. */
    public byte[] data() {
        return data;
    }

    /** Bytes of content under this chunk as it says, of an encrypted one and of a feed's update nothing that means anything. */
    public long span() {
        return span(data);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Chunk chunk && address.equals(chunk.address);
    }

    @Override
    public int hashCode() {
        return address.hashCode();
    }

    @Override
    public String toString() {
        return address + " (" + data.length + " B)";
    }

    private static boolean hasChunkLength(byte[] data) {
        return data.length > SPAN_BYTES && data.length <= MAX_BYTES;
    }
}
