package org.jackfield.interop;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jackfield.rlp.RlpReader;

/** The receipts of the shared chain that lie beside the tests; an item for each block that has transactions. */
final class ReceiptsFile {

    static final Path PACKED = Path.of("chain", "receipts.rlp.gz").toAbsolutePath();

    private ReceiptsFile() {}

    /** The items of the blocks up to that number. */
    static byte[] first(int blocks) throws IOException {
        byte[] all;
        try (InputStream packed = new GZIPInputStream(Files.newInputStream(PACKED))) {
            all = packed.readAllBytes();
        }
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        for (RlpReader items = RlpReader.of(all); items.hasNext(); ) {
            byte[] item = items.readRaw();
            if (RlpReader.ofList(item).readLong() > blocks) {
                break;
            }
            first.write(item);
        }
        return first.toByteArray();
    }
}
