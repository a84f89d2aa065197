package org.jackfield.overlay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.rlp.RlpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small file that is read at the beginning and replaced as a whole: there is always an old one or a new one. For one thread at
 * a time.
 *
 * @param what it is, for the log
 */
record WholeFile(Path file, String what) {

    private static final Logger LOG = LoggerFactory.getLogger(WholeFile.class);

    interface Decoder<T> {
        T decode(byte[] content) throws RlpException, DisconnectException;
    }

    /** What is there. One that is not of that form is put aside. */
    <T> Optional<T> read(Decoder<T> decoder) {
        try {
            return Optional.of(decoder.decode(Files.readAllBytes(file)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (RlpException | DisconnectException e) {
            putAside(e.getMessage());
        } catch (IOException e) {
            LOG.warn("{} cannot be read: {}", what, e.toString());
        }
        return Optional.empty();
    }

    /** Returns whether it is written. */
    boolean write(byte[] content) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path draft = file.resolveSibling(file.getFileName() + ".new");
            Files.write(draft, content);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException e) {
            LOG.warn("{} cannot be written: {}", what, e.toString());
            return false;
        }
    }

    private void putAside(String problem) {
        Path aside = file.resolveSibling(file.getFileName() + ".bad");
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            LOG.warn("{} is damaged ({}): it is now {}, and a new one begins", what, problem, aside);
        } catch (IOException e) {
            LOG.warn("{} is damaged ({}), and cannot be put aside: {}", what, problem, e.toString());
        }
    }
}
