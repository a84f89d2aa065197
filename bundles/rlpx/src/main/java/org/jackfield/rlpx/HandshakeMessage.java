package org.jackfield.rlpx;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.jackfield.crypto.Ecies;
import org.jackfield.crypto.NodeKey;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * Seals and opens handshake messages.
 *
 * <pre>
 *   EIP-8           size (2 B, big-endian) || ecies(list || padding)     the size is authenticated with it
 *   before EIP-8    ecies(fields, one after another)                     194 B in auth, 97 B in ack
 * </pre>
 */
final class HandshakeMessage {

    static final int PREFIX_BYTES = 2;

    /** Largest size that a prefix may tell, as in other implementations. */
    static final int MAX_SIZE = 2048;

    static final int NONCE_BYTES = 32;

    // At least 100, which EIP-8 wants so that the message is longer than one of the form before it.
    private static final int MIN_PADDING_BYTES = 100;
    private static final int PADDING_SPREAD_BYTES = 200;
    private static final byte[] NOTHING = {};

    private HandshakeMessage() {}

    /**
     * Seals a list of items with random padding.
     *
     * @param with a key pair used for nothing else
     */
    static byte[] seal(RlpWriter list, byte[] recipient, NodeKey with) throws HandshakeException {
        byte[] items = list.toByteArray();
        int padding = MIN_PADDING_BYTES + ThreadLocalRandom.current().nextInt(PADDING_SPREAD_BYTES);
        byte[] plain = Arrays.copyOf(items, items.length + padding);
        int size = plain.length + Ecies.OVERHEAD_BYTES;
        byte[] prefix = {(byte) (size >>> Byte.SIZE), (byte) size};
        byte[] sealed = encrypt(recipient, plain, prefix, with);
        byte[] message = Arrays.copyOf(prefix, PREFIX_BYTES + size);
        System.arraycopy(sealed, 0, message, PREFIX_BYTES, size);
        return message;
    }

    /** Seals fields in the form before EIP-8. */
    static byte[] sealBare(byte[] fields, byte[] recipient, NodeKey with) throws HandshakeException {
        return encrypt(recipient, fields, NOTHING, with);
    }

    /** Opens a message of EIP-8's form and returns a cursor over its items; what follows the list is ignored. */
    static RlpReader open(byte[] message, byte[] privateKey) throws IOException {
        byte[] prefix = Arrays.copyOf(message, PREFIX_BYTES);
        byte[] sealed = Arrays.copyOfRange(message, PREFIX_BYTES, message.length);
        return RlpReader.of(Ecies.decrypt(privateKey, sealed, prefix)).readList();
    }

    /** Opens a message of the form before EIP-8. */
    static byte[] openBare(byte[] message, byte[] privateKey) throws IOException {
        return Ecies.decrypt(privateKey, message, NOTHING);
    }

    /** The size that the prefix of a message tells, prefix included. */
    static int length(byte[] message) throws HandshakeException {
        int size = (message[0] & 0xff) << Byte.SIZE | message[1] & 0xff;
        if (size > MAX_SIZE || size < Ecies.OVERHEAD_BYTES) {
            throw new HandshakeException("expected a handshake message of " + Ecies.OVERHEAD_BYTES + " to " + MAX_SIZE
                    + " bytes, got a size of " + size);
        }
        return PREFIX_BYTES + size;
    }

    private static byte[] encrypt(byte[] recipient, byte[] plain, byte[] sharedInfo, NodeKey with)
            throws HandshakeException {
        try {
            return Ecies.encrypt(recipient, plain, sharedInfo, with);
        } catch (IOException e) {
            throw new HandshakeException("the other side's key cannot be encrypted to", e);
        }
    }
}
