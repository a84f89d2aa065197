package org.jackfield.whisper;

import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.envelopes.Bloom;
import org.jackfield.envelopes.PeerTraits;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * The first packet of each side of shh/6.
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
 * @param minWork 0 where it was left out
 * @param interest everything where it was left out
 * @param light whether the node relays nothing; false where it was left out
 */
record ShhStatus(double minWork, Bloom interest, boolean light) {

    static final int VERSION = 6;

    static ShhStatus of(OwnTraits own) {
        return new ShhStatus(own.minWork(), own.interest(), own.light());
    }

    PeerTraits traits() {
        return new PeerTraits(minWork, interest, light, false, Optional.empty());
    }

    byte[] encoded() {
        // geth says "full node" by the empty string.
        byte[] bits = interest.equals(Bloom.FULL) ? new byte[0] : interest.bytes();
        return new RlpWriter()
                .beginList()
                .write(VERSION)
                .write(MinWork.bits(minWork))
                .write(bits)
                .write(light)
                .endList()
                .toByteArray();
    }

    /**
     * @throws RlpException if there is no list with a version in it
     * @throws DisconnectException if the version is not {@value #VERSION}, or a value given is invalid
     */
    static ShhStatus decode(byte[] payload) throws RlpException, DisconnectException {
        RlpReader items = RlpReader.of(payload).readList();
        long version = items.readUnsignedLong();
        if (version != VERSION) {
            throw DisconnectException.subprotocol(
                    "whisper version " + Long.toUnsignedString(version) + ", expected " + VERSION);
        }
        return optionalItems(items);
    }

    private static ShhStatus optionalItems(RlpReader items) throws DisconnectException {
        double minWork = 0;
        Bloom interest = Bloom.FULL;
        boolean light = false;
        try {
            minWork = MinWork.read(items);
            interest = BloomBits.readOrFull(items);
            light = items.readBoolean();
        } catch (RlpException endOfWhatIsUnderstood) {
            // What was read so far holds.
        }
        return new ShhStatus(minWork, interest, light);
    }
}
