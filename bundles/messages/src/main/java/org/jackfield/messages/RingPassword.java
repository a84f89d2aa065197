package org.jackfield.messages;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What the key ring is locked with: the contents of a file, without the line ends after them.
 *
 * @param file for messages to a person
 * @param cost of making a key of it
 */
record RingPassword(Path file, byte[] bytes, KeyChest.Cost cost) {

    private static final int MAX_BYTES = 4_096;
    private static final int RANDOM_BYTES = 32;

    /**
     * A person's.
     *
     * @throws IOException if the file cannot be read or is empty; one line that names it
     */
    static RingPassword ofPerson(Path file) throws IOException {
        return new RingPassword(file, contents(new SecretFile(file)), KeyChest.Cost.PASSWORD);
    }

    /**
     * A random one that lies beside the ring; made if neither is there.
     *
     * @throws IOException if it is missing where there is a ring, or cannot be read or made
     */
    static RingPassword beside(SecretFile ring) throws IOException {
        SecretFile file = new SecretFile(ring.path().resolveSibling(ring.path().getFileName() + ".key"));
        if (!file.exists()) {
            if (ring.exists()) {
                throw new IOException("key ring " + ring.path() + " cannot be opened: its key file " + file.path()
                        + " is missing, and messages.passwordFile is not set");
            }
            byte[] random = new byte[RANDOM_BYTES];
            new SecureRandom().nextBytes(random);
            file.write(HexFormat.of().formatHex(random).getBytes(StandardCharsets.US_ASCII));
        }
        return new RingPassword(file.path(), contents(file), KeyChest.Cost.RANDOM_KEY);
    }

    private static byte[] contents(SecretFile file) throws IOException {
        byte[] contents = file.read(MAX_BYTES);
        int end = contents.length;
        while (end > 0 && (contents[end - 1] == '\n' || contents[end - 1] == '\r')) {
            end--;
        }
        if (end == 0) {
            throw new IOException("password file " + file.path() + " is empty");
        }
        return Arrays.copyOf(contents, end);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "password in " + file;
    }

    static RingPassword of(Optional<Path> passwordFile, SecretFile ring) throws IOException {
        return passwordFile.isPresent() ? ofPerson(passwordFile.get()) : beside(ring);
    }
}
