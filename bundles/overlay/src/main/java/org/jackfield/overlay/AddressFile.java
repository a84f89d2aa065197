package org.jackfield.overlay;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jackfield.api.DisconnectException;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * The addresses on disk, replaced as a whole. For one thread at a time.
 *
 * <pre>
 *   [ 1, [ overlay, underlay, services, overlay, ... ] ]
 * </pre>
 */
final class AddressFile {

    private static final int VERSION = 1;

    /** All bins of a book, full. */
    private static final int MAX_ADDRESSES = Overlay.MAX_PROXIMITY * AddressBook.BIN_CAPACITY;

    private final WholeFile file;
    private List<SwarmAddress> written = List.of();

    AddressFile(Path file) {
        this.file = new WholeFile(file, "Swarm's address book");
    }

    /** What is there. A file that cannot be read is put aside, and the book begins anew. */
    List<SwarmAddress> read() {
        written = file.read(AddressFile::decode).orElse(List.of());
        return written;
    }

    /** Does nothing if these are what is there. */
    void write(List<SwarmAddress> addresses) {
        if (!addresses.equals(written) && file.write(encode(addresses))) {
            written = List.copyOf(addresses);
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
}
