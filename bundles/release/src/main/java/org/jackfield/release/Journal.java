package org.jackfield.release;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jackfield.release.JournalFormat.Content;

/**
 * A file that is written before anything is done, so that whoever comes after a crash knows what was under way. It is
 * replaced as a whole: after a crash it is the one before or the one after.
 */
final class Journal {

    /** Above a million bundles; more is not read. */
    private static final long MAX_BYTES = 1L << 28;

    private final Path file;

    Journal(Path file) {
        this.file = file;
    }

    boolean exists() {
        return Files.exists(file);
    }

    /** @throws IOException if it cannot be read or is damaged */
    Content read() throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException("it has more than " + MAX_BYTES + " bytes");
        }
        return JournalFormat.decode(Files.readAllBytes(file));
    }

    /** Returns when it is on the disk. */
    void write(Content content) throws IOException {
        Files.createDirectories(file.getParent());
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try (FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(JournalFormat.encode(content));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        Disk.sync(file.getParent());
    }

    /** Puts a damaged file out of the way, for a person to look at. */
    Path setAside() throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".damaged");
        return Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
    }
}
