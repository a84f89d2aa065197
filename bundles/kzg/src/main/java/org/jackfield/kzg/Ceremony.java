package org.jackfield.kzg;

import ethereum.ckzg4844.CKZG4844JNI;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The trusted setup that the public ceremony of 2023 made (EIP-4844), as points of BLS12-381 one after another:
 *
 * <pre>
 *   196,608 B   4096 of G1, 48 B each, in Lagrange form
 *     6,240 B     65 of G2, 96 B each
 *   196,608 B   4096 of G1, 48 B each, in monomial form
 * </pre>
 *
 * The data is that of {@code src/trusted_setup.txt} of ethereum/c-kzg-4844.
 */
final class Ceremony {

    private static final String RESOURCE = "ceremony.bin";
    private static final String SHA_256 = "608ac720ba55fc77f65d155391020fc5b0501db266a3e360e734d6c0db0dfae3";

    private static final int G1_POINTS_BYTES = 4096 * 48;
    private static final int G2_POINTS_BYTES = 65 * 96;

    /** Tables that make proofs faster to compute; we only verify them. */
    private static final long NO_TABLES = 0;

    private Ceremony() {}

    /**
     * Hands it to the native library, which checks every point and keeps its own form of it; once a process.
     *
     * @throws IOException if the resource is missing or damaged
     */
    static void load() throws IOException {
        MessageDigest digest = sha256();
        byte[] lagrange;
        byte[] g2;
        byte[] monomial;
        try (InputStream resource = Ceremony.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IOException(RESOURCE + " is missing");
            }
            InputStream input = new DigestInputStream(resource, digest);
            lagrange = read(input, G1_POINTS_BYTES);
            g2 = read(input, G2_POINTS_BYTES);
            monomial = read(input, G1_POINTS_BYTES);
        }
        String actual = HexFormat.of().formatHex(digest.digest());
        if (!actual.equals(SHA_256)) {
            throw new IOException(RESOURCE + " has the SHA-256 " + actual + ", expected " + SHA_256);
        }
        CKZG4844JNI.loadTrustedSetup(monomial, lagrange, g2, NO_TABLES);
    }

    private static byte[] read(InputStream input, int length) throws IOException {
        byte[] bytes = input.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException(RESOURCE + " is too short");
        }
        return bytes;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
