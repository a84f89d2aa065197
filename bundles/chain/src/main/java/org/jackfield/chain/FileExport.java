package org.jackfield.chain;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * One run that writes blocks to a file. They go into a file beside it, {@code NAME.part}, that takes its name when all is
 * on the disk; one whose name ends in {@code .gz} is deflated, as geth does. Used once, by one thread.
 */
final class FileExport {

    private static final int BUFFER_BYTES = 1 << 18;
    private static final int REPORT_EVERY = 256;
    /** Looked up in one go. */
    private static final int BLOCKS_AT_ONCE = 16;

    private final BlockStore store;
    private final BooleanSupplier closing;
    private final ExportProgress progress;
    private long blocks;
    private long bytes;

    /**
     * @param closing asked now and then; once true the export ends
     */
    FileExport(BlockStore store, BooleanSupplier closing, ExportProgress progress) {
        this.store = store;
        this.closing = closing;
        this.progress = progress;
    }

    ExportReport run(ExportRequest request) throws IOException {
        long start = System.nanoTime();
        check(request);
        Path part = request.file().resolveSibling(request.file().getFileName() + ".part");
        try {
            write(request, part);
            move(part, request);
        } finally {
            Files.deleteIfExists(part);
        }
        return new ExportReport(blocks, bytes, Duration.ofNanos(System.nanoTime() - start));
    }

    private void check(ExportRequest request) throws IOException {
        long head = store.head().number();
        if (request.from() < 0 || request.from() > request.to() || request.to() > head) {
            throw new IOException("there are no blocks " + request.from() + " to " + request.to()
                    + ": the chain here goes from 0 to " + head);
        }
        if (Files.isDirectory(request.file())) {
            throw new IOException(request.file() + " is a directory");
        }
        if (!request.overwrite() && Files.exists(request.file())) {
            throw new IOException(request.file() + " is there already");
        }
    }

    private void write(ExportRequest request, Path part) throws IOException {
        try (FileChannel channel = FileChannel.open(
                        part,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
                OutputStream out = stream(channel, request.file());
                IndexSnapshot index = store.index()) {
            long total = request.to() - request.from() + 1;
            for (long from = request.from(); from <= request.to(); from += BLOCKS_AT_ONCE) {
                checkGoingOn();
                long to = Math.min(from + BLOCKS_AT_ONCE - 1, request.to());
                writeBlocks(LongStream.rangeClosed(from, to).toArray(), index, out);
                if (blocks % REPORT_EVERY == 0) {
                    progress.at(blocks, total, bytes);
                }
            }
            if (out instanceof GZIPOutputStream) {
                ((GZIPOutputStream) out).finish();
            }
            out.flush();
            channel.force(true);
            progress.at(blocks, total, bytes);
        }
    }

    private static OutputStream stream(FileChannel channel, Path file) throws IOException {
        OutputStream plain = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
        return file.toString().endsWith(".gz") ? new GZIPOutputStream(plain, BUFFER_BYTES) : plain;
    }

    private void writeBlocks(long[] numbers, IndexSnapshot index, OutputStream out) throws IOException {
        List<byte[]> hashes = index.hashes(numbers);
        List<byte[]> headers = store.headers(numbers, hashes);
        List<byte[]> bodies = store.bodies(numbers, hashes);
        if (headers.size() < numbers.length || bodies.size() < numbers.length) {
            throw new IOException(
                    "block " + (numbers[0] + Math.min(headers.size(), bodies.size())) + " is not in the store");
        }
        for (int i = 0; i < numbers.length; i++) {
            byte[] block = block(headers.get(i), bodies.get(i));
            out.write(block);
            blocks++;
            bytes += block.length;
        }
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

    private static void move(Path part, ExportRequest request) throws IOException {
        if (request.overwrite()) {
            Files.move(part, request.file(), StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        try {
            Files.move(part, request.file());
        } catch (FileAlreadyExistsException e) {
            throw new IOException(request.file() + " is there already", e);
        }
    }

    private void checkGoingOn() throws IOException {
        if (Thread.interrupted()) {
            throw new InterruptedIOException("the export was interrupted");
        }
        if (closing.getAsBoolean()) {
            throw new IOException("the chain is being closed");
        }
    }
}
