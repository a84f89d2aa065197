package org.jackfield.rlpx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.jackfield.api.NodeId;
import org.jackfield.crypto.Ecies;
import org.jackfield.crypto.Keccak256;
import org.jackfield.crypto.NodeKey;
import org.jackfield.crypto.Secp256k1;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * The side that was dialed. Reads EIP-8's form and the one before it, and answers in kind.
 *
 * <p>The form before EIP-8 begins with the byte 4. So does a message of EIP-8 that tells a size of 1024 to 1279 bytes:
 * where the first byte is 4, the old form is tried first, once its 307 bytes are there.
 *
 * <pre>
 *   auth   before EIP-8: signature (65 B) || hash of ephemeral public key (32 B) || public key (64 B) || nonce (32 B) || 00
 *   ack    before EIP-8: our ephemeral public key (64 B) || our nonce (32 B) || 00
 * </pre>
 */
final class Recipient implements Handshake {

    private static final byte[] NO_OPENING = {};
    private static final int VERSION = 4;
    private static final int BARE_FIRST = 4;
    private static final int BARE_PLAIN_BYTES = 194;
    private static final int BARE_BYTES = BARE_PLAIN_BYTES + Ecies.OVERHEAD_BYTES;
    private static final int BARE_KEY_AT = Secp256k1.SIGNATURE_BYTES + Keccak256.BYTES;
    private static final int BARE_NONCE_AT = BARE_KEY_AT + NodeId.BYTES;

    private final NodeKey key;
    private final Ephemeral ephemeral;
    private final NodeKey ephemeralKey;
    private final MessageBuffer auth = new MessageBuffer(HandshakeMessage.PREFIX_BYTES);
    private boolean bareTried;

    Recipient(NodeKey key) {
        this(key, Ephemeral.generate());
    }

    Recipient(NodeKey key, Ephemeral ephemeral) {
        this.key = key;
        this.ephemeral = ephemeral;
        // While the dialing side makes its message.
        this.ephemeralKey = NodeKey.of(ephemeral.privateKey());
    }

    @Override
    public byte[] opening() {
        return NO_OPENING;
    }

    @Override
    public Optional<Result> read(ByteBuffer input) throws HandshakeException {
        while (auth.fill(input)) {
            byte[] message = auth.bytes();
            if (message.length == HandshakeMessage.PREFIX_BYTES) {
                auth.expect(message[0] == BARE_FIRST ? BARE_BYTES : HandshakeMessage.length(message));
            } else if (message[0] == BARE_FIRST && !bareTried) {
                bareTried = true;
                Optional<byte[]> fields = openBare(message);
                if (fields.isPresent()) {
                    return Optional.of(answerBare(fields.get(), message));
                }
                auth.expect(HandshakeMessage.length(message));
            } else {
                return Optional.of(answer(message));
            }
        }
        return Optional.empty();
    }

    private Optional<byte[]> openBare(byte[] message) {
        try {
            return Optional.of(HandshakeMessage.openBare(message, key.privateKey()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Result answer(byte[] message) throws HandshakeException {
        try {
            RlpReader items = HandshakeMessage.open(message, key.privateKey());
            byte[] signature = items.readBytes(Secp256k1.SIGNATURE_BYTES);
            NodeId remote = NodeId.of(items.readBytes(NodeId.BYTES));
            byte[] nonce = items.readBytes(HandshakeMessage.NONCE_BYTES);
            byte[] remoteEphemeralKey = ephemeralKey(signature, remote, nonce);
            RlpWriter ack = new RlpWriter()
                    .beginList()
                    .write(ephemeralKey.publicKey())
                    .write(ephemeral.nonce())
                    .write(VERSION)
                    .endList();
            return result(
                    message,
                    remote,
                    nonce,
                    remoteEphemeralKey,
                    HandshakeMessage.seal(ack, remote.bytes(), ephemeral.sealing()));
        } catch (IOException e) {
            throw new HandshakeException("bad handshake", e);
        }
    }

    private Result answerBare(byte[] fields, byte[] message) throws HandshakeException {
        try {
            byte[] signature = Arrays.copyOf(fields, Secp256k1.SIGNATURE_BYTES);
            NodeId remote = NodeId.of(Arrays.copyOfRange(fields, BARE_KEY_AT, BARE_NONCE_AT));
            byte[] nonce = Arrays.copyOfRange(fields, BARE_NONCE_AT, BARE_NONCE_AT + HandshakeMessage.NONCE_BYTES);
            byte[] remoteEphemeralKey = ephemeralKey(signature, remote, nonce);
            byte[] hash = Keccak256.hash(remoteEphemeralKey);
            if (!Arrays.equals(hash, 0, hash.length, fields, Secp256k1.SIGNATURE_BYTES, BARE_KEY_AT)) {
                throw new HandshakeException("the signature is not by the ephemeral key that was announced");
            }
            byte[] ack = new byte[NodeId.BYTES + HandshakeMessage.NONCE_BYTES + 1];
            System.arraycopy(ephemeralKey.publicKey(), 0, ack, 0, NodeId.BYTES);
            System.arraycopy(ephemeral.nonce(), 0, ack, NodeId.BYTES, HandshakeMessage.NONCE_BYTES);
            return result(
                    message,
                    remote,
                    nonce,
                    remoteEphemeralKey,
                    HandshakeMessage.sealBare(ack, remote.bytes(), ephemeral.sealing()));
        } catch (IOException e) {
            throw new HandshakeException("bad handshake of the form before EIP-8", e);
        }
    }

    private byte[] ephemeralKey(byte[] signature, NodeId remote, byte[] nonce) throws IOException {
        byte[] shared = Secp256k1.sharedX(remote.bytes(), key.privateKey());
        return Secp256k1.recover(KeyAgreement.xor(shared, nonce), signature);
    }

    private Result result(byte[] message, NodeId remote, byte[] nonce, byte[] remoteEphemeralKey, byte[] ack) {
        return new Result(
                ack,
                remote,
                new KeyAgreement(
                        false, ephemeral.privateKey(), remoteEphemeralKey, nonce, ephemeral.nonce(), message, ack));
    }
}
