package org.jackfield.release;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jackfield.api.release.ReleaseException;
import org.osgi.framework.Bundle;

/**
 * The jars that may be needed again: of releases that came in, and of those that they replaced. Each is a file named by
 * its content digest, on the disk (not just in the system's cache) before anything relies on it.
 */
final class JarStore {

    /** A bundle of a protocol has some ten kilobytes, with a native library some ten megabytes. */
    static final long MAX_JAR_BYTES = 256L << 20;

    private static final String JAR = ".jar";
    private static final String INCOMING = ".incoming";

    private final Path folder;

    /** @param folder is created if missing */
    JarStore(Path folder) {
        this.folder = folder;
    }

    /**
     * Copies a person's jar.
     *
     * @throws ReleaseException if it is none, or cannot be copied
     */
    Release take(Path jar) throws ReleaseException {
        if (!Files.isRegularFile(jar)) {
            throw new ReleaseException("no such file: " + jar);
        }
        try {
            return store(out -> {
                try (InputStream in = Files.newInputStream(jar)) {
                    BoundedCopy.copy(in, out, MAX_JAR_BYTES);
                }
            });
        } catch (IOException e) {
            throw new ReleaseException(jar + " is not the jar of a bundle: " + OneLine.of(e), e);
        }
    }

    /**
     * Makes a jar of an installed bundle.
     *
     * @throws ReleaseException if that does not work
     */
    Release copy(Bundle bundle) throws ReleaseException {
        try {
            return store(out -> JarCopy.write(new BundleContents(bundle), out));
        } catch (IOException e) {
            throw new ReleaseException(
                    "the release of " + bundle.getSymbolicName() + " that is in place cannot be kept: " + OneLine.of(e),
                    e);
        }
    }

    /** Whether the jar is here and is what it was. Reads it all. */
    boolean intact(Release release) {
        try (JarContents jar = new JarContents(file(release.digest()))) {
            return ContentDigest.of(jar).equals(release.digest());
        } catch (IOException e) {
            return false;
        }
    }

    InputStream open(Release release) throws IOException {
        return Files.newInputStream(file(release.digest()));
    }

    /** Deletes every other jar, and what was left half-written. */
    void keepOnly(Set<String> digests) throws IOException {
        for (Path file : files()) {
            String name = file.getFileName().toString();
            if (!name.endsWith(JAR) || !digests.contains(name.substring(0, name.length() - JAR.length()))) {
                Files.deleteIfExists(file);
            }
        }
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private Release store(Writing writing) throws IOException {
        Files.createDirectories(folder);
        Path incoming = Files.createTempFile(folder, "jar", INCOMING);
        try {
            try (FileChannel channel = FileChannel.open(incoming, StandardOpenOption.WRITE);
                    OutputStream out = Channels.newOutputStream(channel)) {
                writing.to(out);
                channel.force(true);
            }
            // What counts is what can be read back.
            Release release = describe(incoming);
            Files.move(incoming, file(release.digest()), StandardCopyOption.ATOMIC_MOVE);
            Disk.sync(folder);
            return release;
        } finally {
            Files.deleteIfExists(incoming);
        }
    }

    private static Release describe(Path file) throws IOException {
        try (JarContents jar = new JarContents(file)) {
            String digest = ContentDigest.of(jar);
            JarIdentity identity = JarIdentity.read(jar);
            return new Release(identity.bundle(), identity.version(), digest);
        }
    }

    private Path file(String digest) {
        return folder.resolve(digest + JAR);
    }

    private interface Writing {
        void to(OutputStream out) throws IOException;
    }
}
