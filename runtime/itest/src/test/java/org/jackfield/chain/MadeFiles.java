package org.jackfield.chain;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jackfield.rlp.RlpWriter;

/** {@link MadeBlocks} as the files that {@code eth:import} and {@code eth:import-receipts} take. */
public record MadeFiles(Path blocks, Path receipts) {

    private static final int BUFFER_BYTES = 1 << 18;

    /** Writes the next {@code count} blocks. */
    public static MadeFiles write(Path folder, MadeBlocks made, int count) throws IOException {
        MadeFiles files = new MadeFiles(folder.resolve("chain.rlp"), folder.resolve("receipts.rlp"));
        try (OutputStream blocks = buffered(files.blocks);
                OutputStream receipts = buffered(files.receipts)) {
            for (int i = 0; i < count; i++) {
                NewBlock block = made.next();
                blocks.write(block.block().encoded());
                receipts.write(receiptsOf(block));
            }
        }
        return files;
    }

    public long bytes() throws IOException {
        return Files.size(blocks) + Files.size(receipts);
    }

    private static byte[] receiptsOf(NewBlock block) {
        BlockHeader header = block.block().header();
        RlpWriter out = new RlpWriter(1024).beginList().write(header.number()).write(header.hash());
        return out.writeRaw(block.receipts().orElseThrow().slim()).endList().toByteArray();
    }

    private static OutputStream buffered(Path file) throws IOException {
        return new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES);
    }
}
