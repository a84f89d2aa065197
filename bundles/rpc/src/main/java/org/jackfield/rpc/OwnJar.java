package org.jackfield.rpc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jackfield.api.rpc.RpcException;

/**
 * A jar that a caller names for the node to load. Every user of this machine reaches a loopback address, and none of
 * them shall run code of theirs as the user of the node: so the file has to be that user's own, or root's.
 */
final class OwnJar {

    private static final int ROOT = 0;

    private OwnJar() {}

    /**
     * The file that an absolute path leads to, without any links.
     *
     * @throws RpcException if there is none, or it may be somebody else's work
     */
    static Path named(String name) throws RpcException {
        try {
            Path path = Path.of(name);
            if (!path.isAbsolute()) {
                throw RpcException.invalidParams("the path of a jar begins with /, got " + name);
            }
            Path file = path.toRealPath();
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                throw RpcException.failed("not a file that can be read: " + name);
            }
            Optional<String> objection = objection(file);
            if (objection.isPresent()) {
                throw RpcException.failed(name + ' ' + objection.get());
            }
            return file;
        } catch (InvalidPathException e) {
            throw RpcException.invalidParams("not a path: " + name);
        } catch (NoSuchFileException e) {
            throw RpcException.failed("no such file: " + name);
        } catch (IOException | UnsupportedOperationException e) {
            throw RpcException.failed("cannot tell whose file " + name + " is: " + e.getMessage());
        }
    }

    private static Optional<String> objection(Path file) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(file, "unix:uid,permissions");
        // The entry of this process belongs to the user it runs as.
        int self = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        @SuppressWarnings("unchecked")
        Set<PosixFilePermission> permissions = (Set<PosixFilePermission>) attributes.get("permissions");
        return objection((int) attributes.get("uid"), self, permissions);
    }

    static Optional<String> objection(int owner, int self, Set<PosixFilePermission> permissions) {
        if (owner != self && owner != ROOT) {
            return Optional.of("belongs neither to root nor to the user that the node runs as");
        }
        return permissions.contains(PosixFilePermission.OTHERS_WRITE)
                ? Optional.of("can be written by every user of this machine")
                : Optional.empty();
    }
}
