package org.jackfield.envelopes;

import java.util.Arrays;
import org.jackfield.crypto.Hash;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * An encrypted message on its way (EIP-627, "Whisper Envelope"). Unchangeable; equal if the hash is.
 *
 * <pre>
 *   [ expiry, ttl, topic, data, nonce ]
 *     u32     u32  4 B    any   u64
 * </pre>
 */
public final class Envelope {

    /** What {@link #size()} adds to the data (go-ethereum v1.8.27, whisper/whisperv6/envelope.go). */
    public static final int OVERHEAD_BYTES = 20;

    private static final long UINT32_MAX = 0xffff_ffffL;

    private final byte[] encoded;
    private final Hash hash;
    private final long expiry;
    private final long ttl;
    private final Topic topic;
    private final int dataAt;
    private final int dataLength;
    private final long nonce;

    /**
     * @param expiry when it ends, in seconds since 1970, 32 bits
     * @param ttl how long it lives, in seconds, 32 bits
     * @param data the ciphertext
     * @param nonce the proof of work's, unsigned
     * @throws IllegalArgumentException if {@code expiry} or {@code ttl} does not fit
     */
    public static Envelope of(long expiry, long ttl, Topic topic, byte[] data, long nonce) {
        byte[] encoded = new RlpWriter(data.length + 32)
                .beginList()
                .write(expiry)
                .write(ttl)
                .write(topic.bytes())
                .write(data)
                .write(nonce)
                .endList()
                .toByteArray();
        try {
            return decode(encoded);
        } catch (RlpException e) {
            throw new IllegalArgumentException("expiry " + expiry + " and ttl " + ttl + " must fit 32 bits", e);
        }
    }

    /**
     * Reads the next item, which has exactly five parts.
     *
     * @throws RlpException if it has another form, or expiry or ttl exceeds 32 bits
     */
    public static Envelope read(RlpReader reader) throws RlpException {
        return decode(reader.readRaw());
    }

    /**
     * @param encoded given away
     * @throws RlpException as from {@link #read}
     */
    public static Envelope decode(byte[] encoded) throws RlpException {
        return new Envelope(encoded);
    }

    private Envelope(byte[] encoded) throws RlpException {
        RlpReader items = RlpReader.ofList(encoded);
        this.encoded = encoded;
        this.expiry = readUint32(items);
        this.ttl = readUint32(items);
        this.topic = Topic.of(items.readBytes(Topic.BYTES));
        if (items.nextIsList()) {
            throw new RlpException(items.position(), "an envelope's data is a list");
        }
        this.dataLength = items.nextLength();
        items.skip();
        this.dataAt = items.position() - dataLength;
        this.nonce = items.readUnsignedLong();
        items.finish();
        this.hash = Hash.ofContent(encoded);
    }

    /** Its identity everywhere: the Keccak-256 of its RLP. */
    public Hash hash() {
        return hash;
    }

    /** Its RLP: the array itself, not to be changed. */
    public byte[] encoded() {
        return encoded;
    }

    /** When it ends, in seconds since 1970. */
    public long expiry() {
        return expiry;
    }

    /** How long it lives, in seconds. */
    public long ttl() {
        return ttl;
    }

    /** When it was sent, in seconds since 1970: expiry less ttl, in 32 bits, wrapping around as go-ethereum's does. */
    public long sent() {
        return expiry - ttl & UINT32_MAX;
    }

    public Topic topic() {
        return topic;
    }

    /** A copy of the ciphertext. */
    public byte[] data() {
        return Arrays.copyOfRange(encoded, dataAt, dataAt + dataLength);
    }

    /** The proof of work's, unsigned. */
    public long nonce() {
        return nonce;
    }

    /** The size that the limits of the protocol are about, in bytes; not that of the encoding. */
    public int size() {
        return OVERHEAD_BYTES + dataLength;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Envelope && hash.equals(((Envelope) other).hash);
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }

    /** Hash, topic and size. */
    @Override
    public String toString() {
        return "envelope " + hash + " on " + topic + " (" + size() + " B)";
    }

    private static long readUint32(RlpReader items) throws RlpException {
        long value = items.readLong();
        if (value > UINT32_MAX) {
            throw new RlpException(items.position(), "integer " + value + " in an envelope exceeds 32 bits");
        }
        return value;
    }
}
