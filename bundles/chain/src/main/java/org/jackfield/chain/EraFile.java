package org.jackfield.chain;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jackfield.rlp.RlpException;

/**
 * An era1 file: up to 8192 blocks with their receipts (e2store-format-specs, formats/era1.md).
 *
 * <pre>
 *   entry        type 2 B | length 4 B, little-endian | 0 0 | contents
 *
 *   65 32        version, empty: the first
 *   03 00        header          each in snappy's framing format
 *   04 00        body
 *   05 00        receipts
 *   06 00        total difficulty, 32 B little-endian
 *   07 00        accumulator, 32 B: see EraAccumulator
 *   66 32        index of the blocks, see EraSink: passed over, as all unknown ones
 * </pre>
 *
 * A block is four entries in that order. The accumulator is checked when it is met: before the file's end is told.
 */
final class EraFile implements Source<EraBlock> {

    static final int ENTRY_HEADER_BYTES = 8;
    static final int VERSION = 0x3265;
    static final int HEADER = 3;
    static final int BODY = 4;
    static final int RECEIPTS = 5;
    static final int TOTAL_DIFFICULTY = 6;
    static final int ACCUMULATOR = 7;
    static final int INDEX = 0x3266;

    /** What the file begins with, version and length 0: no RLP list does. */
    private static final byte[] MAGIC = {0x65, 0x32, 0, 0, 0, 0, 0, 0};

    private static final int BUFFER_BYTES = 1 << 18;
    private static final int WORD_BYTES = 32;

    private final DataInputStream input;
    private final long size;
    private final EraAccumulator accumulator = new EraAccumulator();
    private boolean accumulated;
    private long offset;
    private long position;

    /**
     * @param input closed with this
     * @param size how many bytes it has
     */
    EraFile(InputStream input, long size) {
        this.input = new DataInputStream(new BufferedInputStream(input, BUFFER_BYTES));
        this.size = size;
    }

    /** Whether a file begins as an era1 file does; false for one that cannot be read. */
    static boolean is(Path file) {
        try (InputStream input = Files.newInputStream(file)) {
            return Arrays.equals(input.readNBytes(MAGIC.length), MAGIC);
        } catch (IOException e) {
            // Whoever opens it next says why.
            return false;
        }
    }

    static EraFile open(Path file) throws IOException {
        return new EraFile(Files.newInputStream(file), Files.size(file));
    }

    @Override
    public Optional<EraBlock> next() throws IOException, InvalidBlockException {
        while (position < size) {
            offset = position;
            Raw entry = read();
            if (entry.type == HEADER) {
                return Optional.of(block(entry.contents));
            }
            if (entry.type == ACCUMULATOR) {
                checkAccumulator(entry.contents);
            } else if (entry.type == BODY || entry.type == RECEIPTS || entry.type == TOTAL_DIFFICULTY) {
                throw new InvalidBlockException("an entry of type " + entry.type + " without a header before it");
            }
        }
        if (!accumulated) {
            throw new InvalidBlockException("the file ends without its accumulator");
        }
        return Optional.empty();
    }

    @Override
    public long offset() {
        return offset;
    }

    @Override
    public long end() {
        return position;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }

    private EraBlock block(byte[] header) throws IOException, InvalidBlockException {
        byte[] body = entry(BODY);
        byte[] receipts = entry(RECEIPTS);
        byte[] difficulty = entry(TOTAL_DIFFICULTY);
        if (accumulator.isFull()) {
            throw new InvalidBlockException("it has more than " + EraAccumulator.MAX_BLOCKS + " blocks");
        }
        if (difficulty.length != WORD_BYTES) {
            throw new InvalidBlockException("a total difficulty of " + difficulty.length + " bytes");
        }
        try {
            Block block = new Block(BlockHeader.decode(inflate(header)), BlockBody.decode(inflate(body)));
            BigInteger total = new BigInteger(1, reversed(difficulty));
            accumulator.add(block.header().hash(), total);
            return new EraBlock(block, ReceiptList.decode(inflate(receipts)), total);
        } catch (RlpException e) {
            throw new InvalidBlockException(e.getMessage());
        }
    }

    private void checkAccumulator(byte[] given) throws InvalidBlockException {
        byte[] root = accumulator.root();
        if (!Arrays.equals(given, root)) {
            throw new InvalidBlockException("the accumulator is " + Hex.text(given) + ", its " + accumulator.count()
                    + " blocks make " + Hex.text(root));
        }
        accumulated = true;
    }

    private record Raw(int type, byte[] contents) {}

    private byte[] entry(int expected) throws IOException, InvalidBlockException {
        Raw entry = read();
        if (entry.type != expected) {
            throw new InvalidBlockException("an entry of type " + entry.type + " where " + expected + " is expected");
        }
        return entry.contents;
    }

    private Raw read() throws IOException, InvalidBlockException {
        ByteBuffer header = ByteBuffer.wrap(read(ENTRY_HEADER_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        int length = header.getInt(2);
        if (length < 0 || length > BlockFile.MAX_BLOCK_BYTES || header.getShort(6) != 0) {
            throw new InvalidBlockException("an entry of " + Integer.toUnsignedString(length) + " bytes is no block's");
        }
        return new Raw(header.getShort(0) & 0xffff, read(length));
    }

    private byte[] read(int length) throws IOException, InvalidBlockException {
        byte[] bytes = new byte[length];
        try {
            input.readFully(bytes);
        } catch (EOFException e) {
            throw new InvalidBlockException("the file ends in the middle of it");
        }
        position += length;
        return bytes;
    }

    private static byte[] inflate(byte[] contents) throws InvalidBlockException {
        return FramedSnappy.inflate(contents, BlockFile.MAX_BLOCK_BYTES);
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] out = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            out[i] = bytes[bytes.length - 1 - i];
        }
        return out;
    }
}
