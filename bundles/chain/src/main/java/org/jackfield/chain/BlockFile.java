package org.jackfield.chain;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * A file of RLP lists one after another, read from start to end, one at a time in memory. One whose name ends in {@code
 * .gz} is inflated as it is read, as geth does.
 *
 * <pre>
 *   [block 1] [block 2] [block 3] …      each: c0..f7 and the items, or f8..ff, 1..8 B of length and the items
 * </pre>
 */
final class BlockFile implements Source<byte[]> {

    /** Beyond the largest block that any network allows (EIP-7934: 10 MiB); bounds what a broken length can cost. */
    static final int MAX_BLOCK_BYTES = 32 << 20;

    private static final int BUFFER_BYTES = 1 << 18;
    private static final int SHORT_LIST = 0xc0;
    private static final int LONG_LIST = 0xf7;

    private final InputStream input;
    private final long size;
    private final Position consumed;
    private long offset;
    private long position;

    private interface Position {
        long now() throws IOException;
    }

    /**
     * @param input closed with this
     * @param size how many bytes it has
     */
    BlockFile(InputStream input, long size) {
        this.input = new BufferedInputStream(input, BUFFER_BYTES);
        this.size = size;
        this.consumed = () -> position;
    }

    private BlockFile(FileChannel deflated) throws IOException {
        input = new BufferedInputStream(
                new GZIPInputStream(Channels.newInputStream(deflated), BUFFER_BYTES), BUFFER_BYTES);
        size = deflated.size();
        consumed = deflated::position;
    }

    static BlockFile open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + " is a directory");
        }
        try {
            return file.toString().endsWith(".gz")
                    ? openDeflated(FileChannel.open(file))
                    : new BlockFile(Files.newInputStream(file), Files.size(file));
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": no such file", e);
        }
    }

    private static BlockFile openDeflated(FileChannel file) throws IOException {
        try {
            return new BlockFile(file);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public long size() {
        return size;
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
    public long position() throws IOException {
        return consumed.now();
    }

    /** The next list with its header. */
    @Override
    public Optional<byte[]> next() throws IOException, InvalidBlockException {
        offset = position;
        int first = input.read();
        if (first < 0) {
            return Optional.empty();
        }
        if (first < SHORT_LIST) {
            throw new InvalidBlockException(String.format("no block begins with 0x%02x", first));
        }
        byte[] header = new byte[Math.max(first - LONG_LIST, 0) + 1];
        header[0] = (byte) first;
        readFully(header, 1);
        long length = first > LONG_LIST ? length(header) : first - SHORT_LIST;
        if (length < 0 || length > MAX_BLOCK_BYTES) {
            throw new InvalidBlockException("a length of " + Long.toUnsignedString(length) + " bytes is no block's");
        }
        byte[] block = Arrays.copyOf(header, header.length + (int) length);
        readFully(block, header.length);
        position += block.length;
        return Optional.of(block);
    }

    @Override
    public void close() throws IOException {
        input.close();
    }

    private void readFully(byte[] bytes, int from) throws IOException, InvalidBlockException {
        try {
            new DataInputStream(input).readFully(bytes, from, bytes.length - from);
        } catch (EOFException e) {
            throw new InvalidBlockException("the file ends in the middle of it");
        }
    }

    private static long length(byte[] header) {
        long length = 0;
        for (int i = 1; i < header.length; i++) {
            length = length << 8 | header[i] & 0xff;
        }
        return length;
    }
}
