package org.jackfield.whisper;

import org.jackfield.api.DisconnectException;
import org.jackfield.envelopes.Bloom;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;

/** A bloom filter on the wire: a string of {@value Bloom#BYTES} bytes. */
final class BloomBits {

    private BloomBits() {}

    /**
     * @throws DisconnectException with a subprotocol error if the string has another length
     */
    static Bloom read(RlpReader items) throws RlpException, DisconnectException {
        return of(items.readBytes());
    }

    /** As {@link #read}, but an empty string says that everything is wanted. */
    static Bloom readOrFull(RlpReader items) throws RlpException, DisconnectException {
        byte[] bits = items.readBytes();
        return bits.length == 0 ? Bloom.FULL : of(bits);
    }

    private static Bloom of(byte[] bits) throws DisconnectException {
        if (bits.length != Bloom.BYTES) {
            throw DisconnectException.subprotocol("a bloom filter has " + Bloom.BYTES + " bytes, got " + bits.length);
        }
        return Bloom.of(bits);
    }
}
