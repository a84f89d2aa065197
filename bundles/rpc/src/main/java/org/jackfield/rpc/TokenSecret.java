package org.jackfield.rpc;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/** The file with the secret that the consensus client has too: 64 hexadecimal digits, with {@code 0x} or not. */
final class TokenSecret {

    static final int BYTES = 32;

    private static final int MAX_FILE_BYTES = 1024;

    private TokenSecret() {}

    /**
     * Reads the file; one that is missing is made, for its owner's eyes alone.
     *
     * @throws IOException with one line that says why it cannot be had
     */
    static byte[] of(Path file) throws IOException {
        try {
            return read(file);
        } catch (NoSuchFileException e) {
            return create(file);
        }
    }

    private static byte[] read(Path file) throws IOException {
        byte[] content;
        try (var in = Files.newInputStream(file)) {
            content = in.readNBytes(MAX_FILE_BYTES);
        }
        String digits = new String(content, StandardCharsets.ISO_8859_1).strip();
        try {
            byte[] secret = HexFormat.of().parseHex(digits.replaceFirst("^0[xX]", ""));
            if (secret.length == BYTES) {
                return secret;
            }
        } catch (IllegalArgumentException e) {
            // Told below, without what the file has in it.
        }
        throw new IOException("the secret file " + file + " does not hold " + 2 * BYTES + " hexadecimal digits");
    }

    private static byte[] create(Path file) throws IOException {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (OutputStream out = Channels.newOutputStream(Files.newByteChannel(file, options, ownerOnly(file)))) {
            out.write(("0x" + HexFormat.of().formatHex(secret)).getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchFileException e) {
            throw new IOException("the folder of the secret file " + file + " does not exist", e);
        }
        return secret;
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
