package org.jackfield.overlay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jackfield.api.DisconnectException;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The addresses on disk, replaced as a whole. For one thread at a time.
 *
 * <pre>
 *   [ 1, [ overlay, underlay, services, overlay, ... ] ]
 * </pre>
 */
final class AddressFile {

    private static final Logger LOG = LoggerFactory.getLogger(AddressFile.class);
    private static final int VERSION = 1;

    /** All bins of a book, full. */
    private static final int MAX_ADDRESSES = Overlay.MAX_PROXIMITY * AddressBook.BIN_CAPACITY;

    private final Path file;
    private List<SwarmAddress> written = List.of();

    AddressFile(Path file) {
        this.file = file;
    }

    /** What is there. A file that cannot be read is put aside, and the book begins anew. */
    List<SwarmAddress> read() {
        try {
            written = decode(Files.readAllBytes(file));
        } catch (NoSuchFileException none) {
            written = List.of();
        } catch (RlpException | DisconnectException e) {
            putAside(e.getMessage());
        } catch (IOException e) {
            LOG.warn("Swarm's address book cannot be read: {}", e.toString());
        }
        return written;
    }

    /** Does nothing if these are what is there. */
    void write(List<SwarmAddress> addresses) {
        if (addresses.equals(written)) {
            return;
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path draft = file.resolveSibling(file.getFileName() + ".new");
            Files.write(draft, encode(addresses));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            written = List.copyOf(addresses);
        } catch (IOException e) {
            LOG.warn("Swarm's address book cannot be written: {}", e.toString());
        }
    }

    static byte[] encode(List<SwarmAddress> addresses) {
        RlpWriter out = new RlpWriter(256 * (1 + addresses.size())).beginList().write(VERSION);
        out.beginList();
        addresses.forEach(address -> address.write(out));
        return out.endList().endList().toByteArray();
    }

    /**
     * @throws RlpException if it is of another form
     * @throws DisconnectException if an address has unprintable characters
     */
    static List<SwarmAddress> decode(byte[] content) throws RlpException, DisconnectException {
        RlpReader items = RlpReader.ofList(content);
        int at = items.position();
        int version = items.readInt();
        if (version != VERSION) {
            throw new RlpException(at, "version " + version + ", expected " + VERSION);
        }
        List<SwarmAddress> addresses = new ArrayList<>();
        RlpReader list = items.readList();
        while (list.hasNext() && addresses.size() < MAX_ADDRESSES) {
            addresses.add(SwarmAddress.read(list));
        }
        list.finish();
        items.finish();
        return addresses;
    }

    private void putAside(String problem) {
        Path aside = file.resolveSibling(file.getFileName() + ".bad");
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            LOG.warn("Swarm's address book is damaged ({}): it is now {}, and a new one begins", problem, aside);
        } catch (IOException e) {
            LOG.warn("Swarm's address book is damaged ({}), and cannot be put aside: {}", problem, e.toString());
        }
    }
}
