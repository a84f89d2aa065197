package org.jackfield.crypto.sealed;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.jackfield.crypto.CryptoException;
import org.jackfield.crypto.Keccak256;
import org.jackfield.crypto.Secp256k1;

/**
 * What is encrypted (go-ethereum v1.9.20, whisper/whisperv6/message.go).
 *
 * <pre>
 *   0       1         1 + n     1 + n + size                 length - 65      length
 *   | flags | size    | payload | padding                    | [ signature ]  |
 *
 *   flags      bits 0 and 1: n, the bytes of the size, 0 to 3; with 0 there is no payload; bit 2: there is a signature
 *   size       of the payload, lowest byte first
 *   signature  r || s || v over the Keccak-256 of all before it; v is 0 or 1, of some senders 27 or 28
 * </pre>
 *
 * @param signer public key of 65 bytes, if it is signed
 */
public record PlainMessage(byte[] payload, byte[] padding, Optional<byte[]> signer) {

    /** What the size can say. */
    public static final int MAX_PAYLOAD_BYTES = (1 << 24) - 1;

    /** Random padding makes the length a multiple of this. */
    static final int BLOCK_BYTES = 256;

    private static final int SIZE_MASK = 3;
    private static final int SIGNED = 4;
    private static final int V_OFFSET = 27;

    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * The bytes of a message, with random padding.
     *
     * @param payload at most {@value #MAX_PAYLOAD_BYTES} bytes
     * @param signer private key to sign with
     */
    public static byte[] encode(byte[] payload, Optional<byte[]> signer) {
        int signature = signer.isPresent() ? Secp256k1.SIGNATURE_BYTES : 0;
        int length = 1 + sizeBytes(payload.length) + payload.length + signature;
        byte[] padding = new byte[BLOCK_BYTES - length % BLOCK_BYTES];
        RANDOM.nextBytes(padding);
        return encode(payload, padding, signer);
    }

    /** The same with this padding. */
    public static byte[] encode(byte[] payload, byte[] padding, Optional<byte[]> signer) {
        if (payload.length > MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException("a payload has less than 2^24 bytes, got " + payload.length);
        }
        int sizeBytes = sizeBytes(payload.length);
        int signedLength = 1 + sizeBytes + payload.length + padding.length;
        byte[] plain = new byte[signedLength + (signer.isPresent() ? Secp256k1.SIGNATURE_BYTES : 0)];
        plain[0] = (byte) (sizeBytes | (signer.isPresent() ? SIGNED : 0));
        for (int i = 0; i < sizeBytes; i++) {
            plain[1 + i] = (byte) (payload.length >> i * Byte.SIZE);
        }
        System.arraycopy(payload, 0, plain, 1 + sizeBytes, payload.length);
        System.arraycopy(padding, 0, plain, signedLength - padding.length, padding.length);
        if (signer.isPresent()) {
            byte[] signature = Secp256k1.sign(hash(plain, signedLength), signer.get());
            System.arraycopy(signature, 0, plain, signedLength, signature.length);
        }
        return plain;
    }

    /** @throws MalformedMessageException if it has another form, or its signature is none */
    public static PlainMessage decode(byte[] plain) throws MalformedMessageException {
        if (plain.length == 0) {
            throw new MalformedMessageException("a message has at least one byte");
        }
        boolean signed = (plain[0] & SIGNED) != 0;
        int end = plain.length - (signed ? Secp256k1.SIGNATURE_BYTES : 0);
        int payloadAt = 1 + (plain[0] & SIZE_MASK);
        // go-ethereum refuses a signed message of flags alone.
        if (payloadAt > end || signed && end < 2) {
            throw new MalformedMessageException(
                    "a message of " + plain.length + " bytes ends within size or signature");
        }
        int size = 0;
        for (int i = payloadAt - 1; i > 0; i--) {
            size = size << Byte.SIZE | plain[i] & 0xff;
        }
        if (size > end - payloadAt) {
            throw new MalformedMessageException("the payload of a message ends beyond it");
        }
        return new PlainMessage(
                Arrays.copyOfRange(plain, payloadAt, payloadAt + size),
                Arrays.copyOfRange(plain, payloadAt + size, end),
                signed ? Optional.of(signer(plain, end)) : Optional.empty());
    }

    private static int sizeBytes(int length) {
        return length < 1 << 8 ? 1 : length < 1 << 16 ? 2 : 3;
    }

    private static byte[] signer(byte[] plain, int signatureAt) throws MalformedMessageException {
        byte[] signature = Arrays.copyOfRange(plain, signatureAt, plain.length);
        int v = signature.length - 1;
        if (signature[v] == V_OFFSET || signature[v] == V_OFFSET + 1) {
            signature[v] -= V_OFFSET;
        }
        try {
            return PublicKey.withPrefix(Secp256k1.recover(hash(plain, signatureAt), signature));
        } catch (CryptoException e) {
            throw new MalformedMessageException("a message is badly signed: " + e.getMessage());
        }
    }

    private static byte[] hash(byte[] plain, int length) {
        Keccak256 digest = new Keccak256();
        digest.update(plain, 0, length);
        return digest.digest();
    }
}
