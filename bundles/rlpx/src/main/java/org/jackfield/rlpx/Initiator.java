package org.jackfield.rlpx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jackfield.api.NodeId;
import org.jackfield.crypto.NodeKey;
import org.jackfield.crypto.Secp256k1;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * The side that dials. Sends EIP-8's form, and reads no other: who cannot read it does not answer.
 *
 * <pre>
 *   auth   [signature (65 B), our public key (64 B), our nonce (32 B), 4]
 *          signature of static shared secret ^ nonce, made with the ephemeral key
 *   ack    [ephemeral public key (64 B), nonce (32 B), version, ...]
 * </pre>
 */
final class Initiator implements Handshake {

    private static final byte[] NO_REPLY = {};
    private static final int VERSION = 4;

    private final NodeKey key;
    private final NodeId remote;
    private final Ephemeral ephemeral;
    private final byte[] auth;
    private final MessageBuffer ack = new MessageBuffer(HandshakeMessage.PREFIX_BYTES);

    /**
     * @throws HandshakeException if {@code remote} is not a key
     */
    Initiator(NodeKey key, NodeId remote) throws HandshakeException {
        this(key, remote, Ephemeral.generate());
    }

    private Initiator(NodeKey key, NodeId remote, Ephemeral ephemeral) throws HandshakeException {
        this(key, remote, ephemeral, auth(key, remote, ephemeral));
    }

    /** Goes on from an {@code auth} that was made with these. */
    Initiator(NodeKey key, NodeId remote, Ephemeral ephemeral, byte[] auth) {
        this.key = key;
        this.remote = remote;
        this.ephemeral = ephemeral;
        this.auth = auth;
    }

    @Override
    public byte[] opening() {
        return auth;
    }

    @Override
    public Optional<Result> read(ByteBuffer input) throws HandshakeException {
        while (ack.fill(input)) {
            if (ack.length() > HandshakeMessage.PREFIX_BYTES) {
                return Optional.of(new Result(NO_REPLY, remote, agreement(ack.bytes())));
            }
            ack.expect(HandshakeMessage.length(ack.bytes()));
        }
        return Optional.empty();
    }

    static byte[] auth(NodeKey key, NodeId remote, Ephemeral ephemeral) throws HandshakeException {
        byte[] shared;
        try {
            shared = Secp256k1.sharedX(remote.bytes(), key.privateKey());
        } catch (IOException e) {
            throw new HandshakeException("node id " + remote.shortHex() + "… is not a public key", e);
        }
        byte[] signed = KeyAgreement.xor(shared, ephemeral.nonce());
        RlpWriter items = new RlpWriter()
                .beginList()
                .write(Secp256k1.sign(signed, ephemeral.privateKey()))
                .write(key.publicKey())
                .write(ephemeral.nonce())
                .write(VERSION)
                .endList();
        return HandshakeMessage.seal(items, remote.bytes(), ephemeral.sealing());
    }

    private KeyAgreement agreement(byte[] message) throws HandshakeException {
        try {
            RlpReader items = HandshakeMessage.open(message, key.privateKey());
            byte[] remoteEphemeralKey = items.readBytes(NodeId.BYTES);
            byte[] nonce = items.readBytes(HandshakeMessage.NONCE_BYTES);
            return new KeyAgreement(
                    true, ephemeral.privateKey(), remoteEphemeralKey, ephemeral.nonce(), nonce, auth, message);
        } catch (IOException e) {
            throw new HandshakeException("bad answer to the handshake", e);
        }
    }
}
