package org.jackfield.whisper;

import java.nio.ByteBuffer;
import org.jackfield.api.DisconnectException;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * An encrypted message on its way (EIP-627, "Whisper Envelope").
 *
 * <pre>
 *   [ expiry, ttl, topic, data, nonce ]
 *     u32     u32  4 B    any   u64
 * </pre>
 *
 * @param expiry when it ends, in seconds since 1970, 32 bits
 * @param ttl how long it lives, in seconds, 32 bits
 * @param topic its four bytes, first byte highest
 * @param data the ciphertext; owned by the envelope
 * @param nonce the proof of work's, unsigned
 */
record Envelope(long expiry, long ttl, int topic, byte[] data, long nonce) {

    /** What {@link #size()} adds to the data (go-ethereum v1.8.27, whisper/whisperv6/envelope.go). */
    private static final int OVERHEAD_BYTES = 20;

    private static final long UINT32_MAX = 0xffff_ffffL;

    Envelope {
        if (expiry < 0 || expiry > UINT32_MAX || ttl < 0 || ttl > UINT32_MAX) {
            throw new IllegalArgumentException("expiry " + expiry + " and ttl " + ttl + " must fit 32 bits");
        }
    }

    /**
     * Reads the next item, which has exactly five parts.
     *
     * @throws RlpException if it has another form
     * @throws DisconnectException with a breach of protocol if expiry or ttl exceeds 32 bits
     */
    static Envelope read(RlpReader reader) throws RlpException, DisconnectException {
        RlpReader items = reader.readList();
        long expiry = readUint32(items);
        long ttl = readUint32(items);
        int topic = ByteBuffer.wrap(items.readBytes(Integer.BYTES)).getInt();
        byte[] data = items.readBytes();
        long nonce = items.readUnsignedLong();
        items.finish();
        return new Envelope(expiry, ttl, topic, data, nonce);
    }

    void write(RlpWriter writer) {
        writer.beginList()
                .write(expiry)
                .write(ttl)
                .write(ByteBuffer.allocate(Integer.BYTES).putInt(topic).array())
                .write(data)
                .write(nonce)
                .endList();
    }

    /** The size that the limits of the protocol are about, in bytes. */
    int size() {
        return OVERHEAD_BYTES + data.length;
    }

    private static long readUint32(RlpReader items) throws RlpException, DisconnectException {
        long value = items.readLong();
        if (value > UINT32_MAX) {
            throw DisconnectException.breach("integer " + value + " in an envelope exceeds 32 bits");
        }
        return value;
    }
}
