package org.jackfield.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * A private key in a file, in the format of geth's {@code nodekey}: 64 hexadecimal digits and nothing else, but line
 * ends after them are accepted.
 */
final class NodeKeyFile {

    private static final int DIGITS = 2 * Secp256k1.PRIVATE_KEY_BYTES;

    // Two characters of line end, as in geth.
    private static final int MAX_BYTES = DIGITS + 2;

    private final Path file;

    NodeKeyFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    NodeKey load() throws IOException {
        byte[] contents;
        try (InputStream in = Files.newInputStream(file)) {
            contents = in.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw failure("cannot be read", e);
        }
        return NodeKey.of(parse(contents));
    }

    NodeKey loadOrCreate() throws IOException {
        // A link that leads nowhere is somebody's file too.
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            try {
                create(NodeKey.generate());
            } catch (FileAlreadyExistsException e) {
                // Another process was faster; its key is as good as ours.
            } catch (IOException e) {
                throw failure("cannot be created", e);
            }
        }
        return load();
    }

    private void create(NodeKey key) throws IOException {
        Path folder = file.getParent();
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
        // Created for the owner alone, and complete before it takes the name.
        Path draft = Files.createTempFile(folder, ".nodekey", null);
        try {
            Files.writeString(draft, HexFormat.of().formatHex(key.privateKey()), StandardCharsets.US_ASCII);
            publish(draft);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private void publish(Path draft) throws IOException {
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            // A file system without hard links. This does not overwrite either, but is not one step.
            Files.copy(draft, file);
        }
    }

    private byte[] parse(byte[] contents) throws IOException {
        String text = new String(contents, StandardCharsets.ISO_8859_1);
        String digits = text.substring(0, Math.min(DIGITS, text.length()));
        String rest = text.substring(digits.length());
        if (!digits.matches("[0-9a-fA-F]{64}") || !rest.matches("[\r\n]{0,2}")) {
            throw failure("is not " + DIGITS + " hexadecimal digits");
        }
        byte[] key = HexFormat.of().parseHex(digits);
        if (!Secp256k1.isPrivateKey(key)) {
            throw failure("is not a private key of secp256k1");
        }
        return key;
    }

    private IOException failure(String what) {
        return new IOException("node key file " + file + " " + what);
    }

    private IOException failure(String what, IOException cause) {
        String why = cause instanceof FileSystemException problem && problem.getReason() != null
                ? problem.getReason()
                : cause.getClass().getSimpleName();
        return new IOException("node key file " + file + " " + what + ": " + why, cause);
    }
}
