package org.jackfield.messages;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file for its owner's eyes alone, which is there as a whole, in its former or in its new form, whenever the node is killed. */
record SecretFile(Path path) {

    SecretFile {
        path = path.toAbsolutePath();
    }

    boolean exists() {
        // A link that leads nowhere is somebody's file too.
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** @throws IOException if it cannot be read, or has more bytes; one line that names the file */
    byte[] read(int maxBytes) throws IOException {
        byte[] contents;
        try (InputStream in = Files.newInputStream(path)) {
            contents = in.readNBytes(maxBytes + 1);
        } catch (IOException e) {
            throw failure("cannot be read", e);
        }
        if (contents.length > maxBytes) {
            throw new IOException(path + " is longer than " + maxBytes + " bytes");
        }
        return contents;
    }

    /** On disk when this returns. */
    void write(byte[] contents) throws IOException {
        Path draft = path.resolveSibling(path.getFileName() + ".new");
        try {
            if (!Files.isDirectory(path.getParent())) {
                Files.createDirectories(path.getParent(), owner("rwx------"));
            }
            Files.deleteIfExists(draft);
            try (FileChannel channel = FileChannel.open(
                    draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner("rw-------"))) {
                ByteBuffer bytes = ByteBuffer.wrap(contents);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            syncFolder();
        } catch (IOException e) {
            throw failure("cannot be written", e);
        }
    }

    /** That the new name lasts. Not every system lets a folder be opened. */
    private void syncFolder() {
        try (FileChannel folder = FileChannel.open(path.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException e) {
            // The file itself is on disk; the name follows when the system sees fit.
        }
    }

    private FileAttribute<?>[] owner(String permissions) {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private IOException failure(String what, IOException cause) {
        return new IOException(path + " " + what + ": " + reason(cause), cause);
    }

    private static String reason(IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return "no such file";
        }
        return cause instanceof FileSystemException problem && problem.getReason() != null
                ? problem.getReason()
                : cause.getClass().getSimpleName();
    }
}
