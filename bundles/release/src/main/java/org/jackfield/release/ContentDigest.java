package org.jackfield.release;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 of a bundle's entries, each its name, its length and its bytes, sorted by name. Folders and the way a jar is
 * packed do not count: a jar and the bundle that was installed from it have the same digest.
 */
final class ContentDigest {

    /** All entries of a bundle together: far above any bundle, and an end for a jar made to fill a disk. */
    static final long MAX_BYTES = 1L << 30;

    /** What the jar format without its extension for large files can hold. */
    static final int MAX_ENTRIES = 65_535;

    private ContentDigest() {}

    /**
     * Reads everything.
     *
     * @return 64 hexadecimal digits
     * @throws IOException if an entry cannot be read, or there is more than {@value #MAX_BYTES} bytes or {@value
     *     #MAX_ENTRIES} entries
     */
    static String of(Contents contents) throws IOException {
        MessageDigest sha256 = sha256();
        try (DataOutputStream out =
                new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), sha256))) {
            if (contents.names().size() > MAX_ENTRIES) {
                throw new IOException("more than " + MAX_ENTRIES + " entries");
            }
            long left = MAX_BYTES;
            for (String name : contents.names()) {
                if (!name.endsWith("/")) {
                    out.writeInt(name.length());
                    out.writeChars(name);
                    left -= digest(contents, name, out, left);
                }
            }
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static long digest(Contents contents, String name, DataOutputStream out, long atMost) throws IOException {
        try (InputStream in = contents.open(name)) {
            long length = BoundedCopy.copy(in, out, atMost);
            // After the bytes, as a bundle does not tell it before.
            out.writeLong(length);
            return length;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
