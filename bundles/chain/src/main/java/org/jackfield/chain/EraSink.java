package org.jackfield.chain;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes an era1 file, the entries of which {@link EraFile} describes. The last of them finds the blocks:
 *
 * <pre>
 *   index        first number 8 B | offset 8 B for each block | count 8 B, little-endian
 *
 *   offset       of the block's header entry, from the start of the index entry: negative
 * </pre>
 */
final class EraSink implements BlockSink {

    private final BlockStore store;
    private final OutputStream out;
    private final EraAccumulator accumulator = new EraAccumulator();
    private final List<Long> offsets = new ArrayList<>();
    private long first;
    private long bytes;

    /**
     * @param store has the receipts and total difficulties of the blocks
     * @param out closed with this
     */
    EraSink(BlockStore store, OutputStream out) throws IOException {
        this.store = store;
        this.out = out;
        write(EraFile.VERSION, new byte[0]);
    }

    @Override
    public void add(StoredBlock block) throws IOException {
        BlockHeader header = BlockHeader.decode(block.header());
        if (header.difficulty().signum() == 0) {
            throw new IOException("block " + block.number()
                    + " is made by proof of stake, an era1 file holds blocks before the merge");
        }
        byte[] slim = store.slimReceipts(header)
                .orElseThrow(() -> new IOException(
                        "block " + block.number() + " is here without its receipts, and an era1 file holds them"));
        BigInteger total = store.totalDifficulty(block.number(), block.hash())
                .orElseThrow(() -> new IOException("block " + block.number() + " is not in the store"));
        if (offsets.isEmpty()) {
            first = block.number();
        }
        offsets.add(bytes);
        accumulator.add(block.hash(), total);
        write(EraFile.HEADER, FramedSnappy.deflate(block.header()));
        write(EraFile.BODY, FramedSnappy.deflate(block.body()));
        write(
                EraFile.RECEIPTS,
                FramedSnappy.deflate(ReceiptList.decodeSlim(slim).encoded()));
        write(EraFile.TOTAL_DIFFICULTY, EraAccumulator.littleEndian(total));
    }

    @Override
    public void finish() throws IOException {
        write(EraFile.ACCUMULATOR, accumulator.root());
        write(EraFile.INDEX, index());
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

    private byte[] index() {
        int count = offsets.size();
        ByteBuffer index = littleEndian(Long.BYTES * (count + 2)).putLong(first);
        offsets.forEach(offset -> index.putLong(offset - bytes));
        return index.putLong(count).array();
    }

    private void write(int type, byte[] contents) throws IOException {
        ByteBuffer header = littleEndian(EraFile.ENTRY_HEADER_BYTES);
        out.write(header.putShort((short) type).putInt(contents.length).array());
        out.write(contents);
        bytes += EraFile.ENTRY_HEADER_BYTES + contents.length;
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
