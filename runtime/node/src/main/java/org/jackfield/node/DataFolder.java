package org.jackfield.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The node's own folder, for one process at a time.
 *
 * <pre>
 * nodekey               identity, 64 hexadecimal digits
 * jackfield.properties  settings, optional
 * chain/                headers, bodies, state
 * whisper/              keys/ of messages, encrypted; mail/, the mail server's archive
 * swarm/                addresses of other nodes; chunks/, content
 * plugins/              bundles dropped in here are installed
 * logs/jackfield.log    and up to four older ones
 * cache/                the framework's
 * lock                  held while a node runs; names its process
 * </pre>
 */
final class DataFolder implements AutoCloseable {

    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** {@code ~/.jackfield}, by the shell's notion of home where there is one. */
    static Path standard() {
        String home = Optional.ofNullable(System.getenv("HOME")).orElseGet(() -> System.getProperty("user.home"));
        return Path.of(home, ".jackfield");
    }

    /**
     * Creates the folder if it is missing, readable by its owner alone, and takes its lock.
     *
     * @throws StartException if it cannot be used, or another process uses it
     */
    static DataFolder open(Path path) throws StartException {
        try {
            Path absolute = path.toAbsolutePath().normalize();
            create(absolute);
            Files.createDirectories(absolute.resolve("plugins"));
            Files.createDirectories(absolute.resolve("logs"));
            return new DataFolder(absolute, lock(absolute));
        } catch (FileAlreadyExistsException e) {
            throw StartException.badInput("cannot use " + path + " as data folder: " + e.getFile() + " is a file");
        } catch (IOException e) {
            throw StartException.badInput("cannot use " + path + " as data folder: " + Messages.of(e));
        }
    }

    Path path() {
        return path;
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    /** Lets go of the lock. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new IllegalStateException("the lock of " + path + " does not close", e);
        }
    }

    private static void create(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return;
        }
        Files.createDirectories(path);
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static FileChannel lock(Path folder) throws IOException, StartException {
        Path file = folder.resolve("lock");
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                throw inUse(folder, file, channel);
            }
        } catch (OverlappingFileLockException e) {
            throw inUse(folder, file, channel);
        }
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
        return channel;
    }

    private static StartException inUse(Path folder, Path file, FileChannel channel) throws IOException {
        channel.close();
        return StartException.badInput("cannot use " + folder + " as data folder: another node runs in it (process "
                + Files.readString(file).strip() + ')');
    }
}
