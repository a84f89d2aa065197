package org.jackfield.chain;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/** RLP blocks one after another, as {@code geth export} writes them; deflated if asked for. */
final class RlpSink implements BlockSink {

    private static final int BUFFER_BYTES = 1 << 18;

    private final OutputStream out;
    private final Optional<GZIPOutputStream> deflated;
    private long bytes;

    /** @param out closed with this */
    RlpSink(OutputStream out, boolean deflated) throws IOException {
        this.deflated = deflated ? Optional.of(new GZIPOutputStream(out, BUFFER_BYTES)) : Optional.empty();
        this.out = this.deflated.isPresent() ? this.deflated.get() : out;
    }

    @Override
    public void add(StoredBlock stored) throws IOException {
        byte[] block = block(stored.header(), stored.body());
        out.write(block);
        bytes += block.length;
    }

    @Override
    public void finish() throws IOException {
        if (deflated.isPresent()) {
            deflated.get().finish();
        }
        out.flush();
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    /** A block's list is that of its body with the header before it. */
    private static byte[] block(byte[] header, byte[] body) throws IOException {
        RlpWriter block =
                new RlpWriter(header.length + body.length + 16).beginList().writeRaw(header);
        for (RlpReader items = RlpReader.ofList(body); items.hasNext(); ) {
            block.writeRaw(items.readRaw());
        }
        return block.endList().toByteArray();
    }
}
