package org.jackfield.messages;

import java.util.Optional;
import org.jackfield.crypto.CryptoException;
import org.jackfield.crypto.Ecies;
import org.jackfield.crypto.sealed.OpeningKey;
import org.jackfield.crypto.sealed.PlainMessage;
import org.jackfield.crypto.sealed.PublicKey;
import org.jackfield.crypto.sealed.SymmetricCipher;
import org.jackfield.envelopes.Draft;
import org.jackfield.envelopes.Envelope;
import org.jackfield.envelopes.Topic;

/** Makes an envelope's contents of a message: signs, pads and encrypts. The errors are go-ethereum's. */
record Composer(KeyRing ring) {

    /** In seconds (go-ethereum v1.9.20, whisper/whisperv6/doc.go, {@code DefaultTTL}). */
    static final long USUAL_TTL = 50;

    private static final long MAX_TTL = 0xffff_ffffL;
    private static final Topic NO_TOPIC = new Topic(0);

    /**
     * @param maxBytes that an envelope's size may be
     * @throws MessageException if the message cannot be made
     */
    Draft compose(NewMessage message, int maxBytes) throws MessageException {
        if (message.ttl() < 0 || message.ttl() > MAX_TTL) {
            throw new MessageException("a message lives for 0 to 2^32 - 1 seconds, got " + message.ttl());
        }
        long size = (long) Envelope.OVERHEAD_BYTES
                + message.payload().length
                + message.padding().map(padding -> padding.length).orElse(0);
        if (size > maxBytes || message.payload().length > PlainMessage.MAX_PAYLOAD_BYTES) {
            throw tooLong(size, maxBytes);
        }
        byte[] data = encrypt(message, plain(message));
        if (Envelope.OVERHEAD_BYTES + data.length > maxBytes) {
            throw tooLong(Envelope.OVERHEAD_BYTES + data.length, maxBytes);
        }
        return new Draft(message.ttl() == 0 ? USUAL_TTL : message.ttl(), message.topic(), data);
    }

    /** The key, which must not be all zero. */
    static byte[] symmetric(KeyRing ring, String id) throws MessageException {
        byte[] key = ring.symmetric(id);
        for (byte b : key) {
            if (b != 0) {
                return key;
            }
        }
        throw new MessageException("invalid symmetric key");
    }

    private byte[] plain(NewMessage message) throws MessageException {
        Optional<byte[]> signer = Optional.empty();
        if (message.signer().isPresent()) {
            signer = Optional.of(ring.privateKey(message.signer().get()));
        }
        Optional<byte[]> padding = message.padding().filter(bytes -> bytes.length > 0);
        return padding.isPresent()
                ? PlainMessage.encode(message.payload(), padding.get(), signer)
                : PlainMessage.encode(message.payload(), signer);
    }

    private byte[] encrypt(NewMessage message, byte[] plain) throws MessageException {
        if (message.recipient() instanceof Recipient.Holders holders) {
            if (message.topic().equals(NO_TOPIC)) {
                throw new MessageException("missing topic(s)");
            }
            return SymmetricCipher.encrypt(symmetric(ring, holders.keyId()), plain);
        }
        byte[] key = ((Recipient.Owner) message.recipient()).publicKey();
        if (!PublicKey.isOne(key)) {
            throw new MessageException("invalid public key");
        }
        try {
            return Ecies.encrypt(PublicKey.withoutPrefix(key), plain, OpeningKey.NO_SHARED_INFO);
        } catch (CryptoException e) {
            throw new MessageException("invalid public key", e);
        }
    }

    private static MessageException tooLong(long size, int maxBytes) {
        return new MessageException(
                "the message is too long: at least " + size + " bytes, " + maxBytes + " are allowed");
    }
}
