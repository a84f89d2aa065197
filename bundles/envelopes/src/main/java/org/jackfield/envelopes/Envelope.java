package org.jackfield.envelopes;

import java.util.Arrays;
import org.jackfield.crypto.Hash;
import org.jackfield.crypto.Keccak256;
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

    /** What a list's first byte is at least, and the most that it says of the length itself (yellow paper, appendix B). */
    private static final int LIST = 0xc0;

    private static final int SHORT_LIST_BYTES = 55;

    private final byte[] encoded;
    private final int itemsAt;
    private final long expiry;
    private final long ttl;
    private final Topic topic;
    private final int dataAt;
    private final int dataLength;
    private final long nonce;

    /** Found when first asked for, by whichever thread. */
    private volatile Hash hash;

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
        this.itemsAt = items.position();
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
    }

    /** Its identity everywhere: the Keccak-256 of its RLP. Takes some 2.5 ms a MiB when first called, and then nothing. */
    public Hash hash() {
        Hash known = hash;
        if (known == null) {
            known = Hash.ofContent(encoded);
            hash = known;
        }
        return known;
    }

    /** Whether {@link #hash} has been called. */
    boolean isHashed() {
        return hash != null;
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

    /** The digest so far, once the RLP of all but the nonce has been absorbed: what proof of work is about. */
    Keccak256 absorbed() {
        byte[] header = new byte[unsealedBytes() - unsealedItems()];
        if (header.length == 1) {
            header[0] = (byte) (LIST + unsealedItems());
        } else {
            header[0] = (byte) (LIST + SHORT_LIST_BYTES + header.length - 1);
            for (int i = 1; i < header.length; i++) {
                header[i] = (byte) (unsealedItems() >>> (header.length - 1 - i) * Byte.SIZE);
            }
        }
        Keccak256 keccak = new Keccak256();
        keccak.update(header, 0, header.length);
        keccak.update(encoded, itemsAt, unsealedItems());
        return keccak;
    }

    /** Length of the RLP of all but the nonce, in bytes. */
    int unsealedBytes() {
        int lengthBits = Integer.SIZE - Integer.numberOfLeadingZeros(unsealedItems());
        int header = unsealedItems() <= SHORT_LIST_BYTES ? 1 : 1 + (lengthBits + Byte.SIZE - 1) / Byte.SIZE;
        return header + unsealedItems();
    }

    private int unsealedItems() {
        return dataAt + dataLength - itemsAt;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Envelope && hash().equals(((Envelope) other).hash());
    }

    @Override
    public int hashCode() {
        return hash().hashCode();
    }

    /** Hash, topic and size. */
    @Override
    public String toString() {
        return "envelope " + hash() + " on " + topic + " (" + size() + " B)";
    }

    private static long readUint32(RlpReader items) throws RlpException {
        long value = items.readLong();
        if (value > UINT32_MAX) {
            throw new RlpException(items.position(), "integer " + value + " in an envelope exceeds 32 bits");
        }
        return value;
    }
}
