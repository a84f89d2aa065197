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

/**
 * One run that writes blocks to a file. They go into a file beside it, {@code NAME.part}, that takes its name when all is
 * on the disk. The end of the name tells the format: {@code .era1}, {@code .gz} for deflated RLP, as geth has it, any other
 * for RLP. Used once, by one thread.
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
        if (isEra(request) && request.blocks() > EraAccumulator.MAX_BLOCKS) {
            throw new IOException("an era1 file holds " + EraAccumulator.MAX_BLOCKS + " blocks at most, not the "
                    + request.blocks() + " from " + request.from() + " to " + request.to());
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
                BlockSink sink = sink(channel, request);
                IndexSnapshot index = store.index()) {
            long total = request.blocks();
            for (long from = request.from(); from <= request.to(); from += BLOCKS_AT_ONCE) {
                checkGoingOn();
                long to = Math.min(from + BLOCKS_AT_ONCE - 1, request.to());
                writeBlocks(LongStream.rangeClosed(from, to).toArray(), index, sink);
                if (blocks % REPORT_EVERY == 0) {
                    progress.at(blocks, total, sink.bytes());
                }
            }
            sink.finish();
            channel.force(true);
            bytes = sink.bytes();
            progress.at(blocks, total, bytes);
        }
    }

    private BlockSink sink(FileChannel channel, ExportRequest request) throws IOException {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
        return isEra(request) ? new EraSink(store, out) : new RlpSink(out, named(request, ".gz"));
    }

    private static boolean isEra(ExportRequest request) {
        return named(request, ".era1");
    }

    private static boolean named(ExportRequest request, String end) {
        return request.file().toString().endsWith(end);
    }

    private void writeBlocks(long[] numbers, IndexSnapshot index, BlockSink sink) throws IOException {
        List<byte[]> hashes = index.hashes(numbers);
        List<byte[]> headers = store.headers(numbers, hashes);
        List<byte[]> bodies = store.bodies(numbers, hashes);
        if (headers.size() < numbers.length || bodies.size() < numbers.length) {
            throw new IOException(
                    "block " + (numbers[0] + Math.min(headers.size(), bodies.size())) + " is not in the store");
        }
        for (int i = 0; i < numbers.length; i++) {
            sink.add(new StoredBlock(numbers[i], hashes.get(i), headers.get(i), bodies.get(i)));
            blocks++;
        }
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
