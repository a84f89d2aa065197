package org.jackfield.chunks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Hashing, splitting, joining, storing: see runtime/bench/README.md. */
public final class ChunksBenchmark {

    private static final Address BASE = Address.parse("5a".repeat(32));
    private static final int OPERATIONS = 20_000;
    private static final double MEGA = 1e6;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final PrintStream out;
    private final RocksChunkStore store;
    private final StoredContents contents;
    private final long bytes;

    private ChunksBenchmark(PrintStream out, RocksChunkStore store, StoredContents contents, long bytes) {
        this.out = out;
        this.store = store;
        this.contents = contents;
        this.bytes = bytes;
    }

    private interface Work {
        void run() throws IOException;
    }

    /** @param arguments MiB a file, rounds */
    public static void main(String[] arguments) throws IOException {
        long bytes = Long.parseLong(arguments[0]) << 20;
        int rounds = Integer.parseInt(arguments[1]);
        HashRates.Rates rates = new HashRates().measure(rounds);
        PrintStream out = System.out;
        out.printf("hash, one thread, MB/s of payload%n");
        out.printf("  address of a chunk         %8.1f%n", rates.bmt() / MEGA);
        out.printf(
                "  Keccak of its sections     %8.1f   ratio %.2f%n",
                rates.sections() / MEGA, rates.bmt() / rates.sections());
        out.printf("  Keccak of it in one piece  %8.1f   (a quarter of the permutations)%n", rates.bulk() / MEGA);
        Path folder = Path.of(System.getProperty("jackfield.data"));
        Capacity capacity = new Capacity(Capacity.DEFAULT_CHUNKS, Long.MAX_VALUE);
        int threads = Runtime.getRuntime().availableProcessors();
        try (RocksChunkStore store = RocksChunkStore.open(folder, BASE, capacity);
                StoredContents contents = new StoredContents(store, threads)) {
            ChunksBenchmark benchmark = new ChunksBenchmark(out, store, contents, bytes);
            for (int round = 1; round <= rounds; round++) {
                benchmark.files(round);
                benchmark.operations(round);
            }
        }
    }

    private void files(int round) throws IOException {
        for (boolean encrypted : new boolean[] {false, true}) {
            out.printf(
                    "round %d, a file of %d MB, %s, MB/s%n",
                    round, bytes / 1_000_000, encrypted ? "encrypted" : "plain");
            Reference[] root = new Reference[1];
            double split = seconds(() ->
                    root[0] = contents.local().store(random(round * 2L + (encrypted ? 1 : 0)), encrypted));
            out.printf("  split and store            %8.1f%n", bytes / MEGA / split);
            double join = seconds(() -> {
                try (InputStream joined = contents.local().open(root[0]).stream()) {
                    long read = joined.transferTo(OutputStream.nullOutputStream());
                    if (read != bytes) {
                        throw new IOException(read + " bytes came back of " + bytes);
                    }
                }
            });
            out.printf("  join                       %8.1f%n", bytes / MEGA / join);
        }
        Runtime runtime = Runtime.getRuntime();
        out.printf("  heap in use                %8.1f MB%n", (runtime.totalMemory() - runtime.freeMemory()) / MEGA);
    }

    private void operations(int round) throws IOException {
        List<Chunk> chunks = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(round);
        for (int i = 0; i < OPERATIONS; i++) {
            byte[] data = new byte[Chunk.MAX_BYTES];
            random.nextBytes(data);
            byte[] address = new byte[Address.BYTES];
            random.nextBytes(address);
            // An address of its own instead of the right one: it is the store that is measured.
            chunks.add(Chunk.trusted(Address.of(address), data));
        }
        out.printf("round %d, chunk store, operations/s, one thread%n", round);
        print(
                "put, one by one",
                () -> chunks.subList(0, OPERATIONS / 2).forEach(chunk -> store.put(PutMode.SYNC, chunk)));
        print("put, 32 at once", () -> {
            for (int i = OPERATIONS / 2; i < OPERATIONS; i += 32) {
                store.put(PutMode.SYNC, chunks.subList(i, Math.min(OPERATIONS, i + 32)));
            }
        });
        print(
                "get",
                () -> chunks.subList(0, OPERATIONS / 2)
                        .forEach(chunk ->
                                store.get(GetMode.REQUEST, chunk.address()).orElseThrow()));
        print(
                "has, of none",
                () -> chunks.subList(0, OPERATIONS / 2).forEach(chunk -> store.has(Address.of(chunk.data(), 8))));
    }

    private void print(String what, Work work) throws IOException {
        out.printf("  %-26s %8.0f%n", what, OPERATIONS / 2 / seconds(work));
    }

    private static double seconds(Work work) throws IOException {
        long begin = System.nanoTime();
        work.run();
        return (System.nanoTime() - begin) / 1e9;
    }

    private InputStream random(long seed) {
        // A random word in each section: no chunk comes twice, and making them costs little.
        SplittableRandom random = new SplittableRandom(seed);
        return new InputStream() {
            private long left = bytes;

            @Override
            public int read() {
                throw new UnsupportedOperationException("read in pieces");
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                int count = (int) Math.min(left, length);
                for (int i = 0; i + Long.BYTES <= count; i += 64) {
                    WORD.set(into, offset + i, random.nextLong());
                }
                left -= count;
                return count == 0 ? -1 : count;
            }
        };
    }
}
