package org.jackfield.crypto;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;

/** A node's key pair: its identity. Immutable; never shows the private key unless asked for it. */
public final class NodeKey {

    private final byte[] privateKey;
    private final byte[] publicKey;

    private NodeKey(byte[] privateKey) {
        this.privateKey = privateKey;
        this.publicKey = Secp256k1.publicKey(privateKey);
    }

    /** A new random key. */
    public static NodeKey generate() {
        return new NodeKey(Secp256k1.newPrivateKey());
    }

    /**
     * The key with these 32 bytes.
     *
     * @throws IllegalArgumentException if they are not a private key of secp256k1
     */
    public static NodeKey of(byte[] privateKey) {
        return new NodeKey(privateKey.clone());
    }

    /**
     * Reads a key file: 64 hexadecimal digits, with or without a line end, as geth's {@code nodekey}.
     *
     * @throws IOException if there is none, or it holds something else; one line that names the file
     */
    public static NodeKey load(Path file) throws IOException {
        return new NodeKeyFile(file).load();
    }

    /**
     * Reads a key file, or where there is none, creates one with a new key, which only its owner may read. A file that
     * exists is never written to, whatever is in it.
     *
     * @throws IOException as {@link #load}, or if the file cannot be created
     */
    public static NodeKey loadOrCreate(Path file) throws IOException {
        return new NodeKeyFile(file).loadOrCreate();
    }

    /** A copy of the 32 bytes of the private key. */
    public byte[] privateKey() {
        return privateKey.clone();
    }

    /** A copy of the 64 bytes of the public key. */
    public byte[] publicKey() {
        return publicKey.clone();
    }

    /** The public key in hexadecimal. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(publicKey);
    }
}
