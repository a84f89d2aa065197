package org.jackfield.whisper;

import org.jackfield.api.DisconnectException;
import org.jackfield.envelopes.Bloom;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * The first packet of each side.
 *
 * <pre>
 *   [ version, powBits, bloom, light, ... ]
 *     6        u64      64 B   01/80  further items are ignored
 *                       or empty: full node
 * </pre>
 *
 * <p>geth reads it item by item and stops, without complaint, at the first of the later ones that is missing or of
 * another kind (go-ethereum v1.8.27, whisper/whisperv6/peer.go, {@code handshake}); so do we.
 *
 * @param pow none where it was left out
 * @param bloom that of a full node where it was left out
 * @param light whether the node relays nothing; false where it was left out
 */
record WhisperStatus(PowRequirement pow, Bloom bloom, boolean light) {

    static final int VERSION = 6;

    WhisperStatus with(PowRequirement newPow) {
        return new WhisperStatus(newPow, bloom, light);
    }

    WhisperStatus with(Bloom newBloom) {
        return new WhisperStatus(pow, newBloom, light);
    }

    byte[] encode() {
        // geth says "full node" by the empty string.
        byte[] bits = bloom.equals(Bloom.FULL) ? new byte[0] : bloom.bytes();
        return new RlpWriter()
                .beginList()
                .write(VERSION)
                .write(pow.bits())
                .write(bits)
                .write(light)
                .endList()
                .toByteArray();
    }

    /**
     * @throws RlpException if there is no list with a version in it
     * @throws DisconnectException if the version is not {@value #VERSION}, or a value given is invalid
     */
    static WhisperStatus decode(byte[] payload) throws RlpException, DisconnectException {
        RlpReader items = RlpReader.of(payload).readList();
        long version = items.readUnsignedLong();
        if (version != VERSION) {
            throw DisconnectException.subprotocol(
                    "whisper version " + Long.toUnsignedString(version) + ", expected " + VERSION);
        }
        return optionalItems(items);
    }

    /**
     * @throws DisconnectException with a subprotocol error unless there are {@value Bloom#BYTES} bytes
     */
    static Bloom bloom(byte[] bits) throws DisconnectException {
        if (bits.length != Bloom.BYTES) {
            throw DisconnectException.subprotocol("a bloom filter has " + Bloom.BYTES + " bytes, got " + bits.length);
        }
        return Bloom.of(bits);
    }

    private static WhisperStatus optionalItems(RlpReader items) throws DisconnectException {
        PowRequirement pow = PowRequirement.NONE;
        Bloom bloom = Bloom.FULL;
        boolean light = false;
        try {
            pow = PowRequirement.ofBits(items.readUnsignedLong());
            byte[] bits = items.readBytes();
            bloom = bits.length == 0 ? Bloom.FULL : bloom(bits);
            light = items.readBoolean();
        } catch (RlpException endOfWhatIsUnderstood) {
            // What was read so far holds.
        }
        return new WhisperStatus(pow, bloom, light);
    }
}
