package org.jackfield.chunks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentTest {

    private static final ExecutorService THREADS = Executors.newFixedThreadPool(2);
    private static final byte[] BYTES = Samples.random(11, 20 << 20);

    private final MemoryChunks store = new MemoryChunks();

    @AfterAll
    static void end() {
        THREADS.shutdownNow();
    }

    /**
     * Source: ethersphere/swarm v0.5.8, file/hasher/reference_test.go; that of 528,384 bytes is the form of its chunker, the only
     * one that its joiner reads.
     */
    @ParameterizedTest
    @CsvSource({
        "31, ece86edb20669cc60d142789d464d57bdf5e33cb789d443f608cbd81cfa5697d",
        "64, 490072cc55b8ad381335ff882ac51303cc069cbcb8d8d3f7aa152d9c617829fe",
        "4096, c10090961e7682a10890c334d759a28426647141213abda93b096b892824d2ef",
        "4127, 91699c83ed93a1f87e326a29ccd8cc775323f9e7260035a5f014c975c5f3cd28",
        "8192, 29a5fb121ce96194ba8b7b823a1f9c6af87e1791f824940a53b5a7efe3f790d9",
        "524288, 3047d841077898c26bbe6be652a2ec590a5d9bd7cd45d290ea42511b48753c09",
        "524319, e5c76afa931e33ac94bce2e754b1bb6407d07f738f67856783d93934ca8fc576",
        "528384, b7e298f61b1bf23e21d8f45bf545eb1d6c0c4eaaca7d2c2690fb86038404a6d6",
        "532480, 59de730bf6c67a941f3b2ffa2f920acfaa1713695ad5deea12b4a121e5f23fa1"
    })
    void splitsAsTheOriginal(int length, String root) throws IOException {
        byte[] content = Samples.serial(length);
        Reference reference = splitter().split(new ByteArrayInputStream(content), false);
        assertEquals(root, reference.hex());
        assertArrayEquals(content, Content.open(reference, store).bytes(length));
    }

    static IntStream edges() {
        int leaf = 4096;
        IntStream around = IntStream.of(leaf, 64 * leaf, 128 * leaf, 2 * 128 * leaf)
                .flatMap(
                        size -> IntStream.of(-1, 0, 1, leaf - 1, leaf, leaf + 1).map(more -> size + more));
        return IntStream.concat(IntStream.of(1, 2, 31, 32, 33, 64, 4095, 3 * leaf, 127 * leaf), around);
    }

    @ParameterizedTest
    @MethodSource("edges")
    void joinsWhatItSplit(int length) throws IOException {
        splitAndJoin(length, false);
        splitAndJoin(length, true);
    }

    @Test
    void joinsWhatIsLong() throws IOException {
        splitAndJoin(BYTES.length, false);
    }

    /** Where an encrypted tree gets its third level; a plain one does at 64 MiB. */
    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 4096})
    void joinsWhatItSplitAtTheEdgeOfTheNextLevel(int more) throws IOException {
        splitAndJoin((64 * 64 << 12) + more, true);
    }

    /** Up to 20 MiB, as many short ones as long ones. */
    @Test
    void joinsWhatItSplitOfAnyLength() throws IOException {
        Random random = new Random(17);
        for (int i = 0; i < 12; i++) {
            int length = (int) Math.pow(BYTES.length, random.nextDouble());
            splitAndJoin(length, false);
            splitAndJoin(length, true);
        }
    }

    private void splitAndJoin(int length, boolean encrypted) throws IOException {
        byte[] content = Arrays.copyOf(BYTES, length);
        Reference reference = splitter().split(new ByteArrayInputStream(content), encrypted);
        assertEquals(encrypted, reference.isEncrypted());
        Content joined = Content.open(reference, store, THREADS);
        assertEquals(length, joined.size());
        assertArrayEquals(content, joined.bytes(length));
        store.chunks.clear();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsAnyPart(boolean encrypted) throws IOException {
        int length = 130 * 4096 + 77;
        byte[] bytes = Arrays.copyOf(BYTES, length);
        Content content = Content.open(splitter().split(new ByteArrayInputStream(bytes), encrypted), store, THREADS);
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            int from = i % 10 == 0 ? length - random.nextInt(100) : random.nextInt(length + 5000);
            int count = i % 3 == 0 ? random.nextInt(20) : random.nextInt(50_000);
            byte[] expected =
                    from >= length ? new byte[0] : Arrays.copyOfRange(bytes, from, Math.min(length, from + count));
            try (InputStream part = content.stream(from, count, 1 + random.nextInt(5))) {
                assertArrayEquals(expected, part.readAllBytes(), "from " + from + ", " + count + " bytes");
                assertEquals(-1, part.read());
            }
        }
        try (InputStream single = content.stream(5000, 3)) {
            assertEquals(bytes[5000] & 0xff, single.read());
            assertEquals(bytes[5001] & 0xff, single.read());
            assertEquals(1, single.available());
            assertEquals(bytes[5002] & 0xff, single.read());
            assertEquals(-1, single.read());
        }
    }

    @Test
    void getsOnlyTheChunksOfAPart() throws IOException {
        Reference reference = splitter().split(new ByteArrayInputStream(BYTES), false);
        AtomicInteger asked = new AtomicInteger();
        Content content = Content.open(reference, address -> {
            asked.incrementAndGet();
            return store.get(address);
        });
        try (InputStream part = content.stream(10 << 20, 100)) {
            assertArrayEquals(Arrays.copyOfRange(BYTES, 10 << 20, (10 << 20) + 100), part.readAllBytes());
        }
        // The root, one node, one leaf.
        assertEquals(3, asked.get());
    }

    @Test
    void asksForNoMoreThanItWasToldTo() throws IOException {
        Reference reference = splitter().split(new ByteArrayInputStream(BYTES), false);
        AtomicInteger waiting = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Content content = Content.open(reference, address -> {
            most.accumulateAndGet(waiting.incrementAndGet(), Math::max);
            return store.get(address)
                    .thenApplyAsync(
                            chunk -> {
                                waiting.decrementAndGet();
                                return chunk;
                            },
                            THREADS);
        });
        try (InputStream stream = content.stream(0, content.size(), 8)) {
            assertArrayEquals(BYTES, stream.readAllBytes());
        }
        assertTrue(most.get() <= 8 + 2, () -> most + " at once");
    }

    @Test
    void decryptsAheadOnOtherThreadsAndNoFurtherThanItWasToldTo() throws IOException {
        int length = 2_000_000;
        Reference reference = splitter().split(new ByteArrayInputStream(BYTES, 0, length), true);
        AtomicInteger waiting = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger handed = new AtomicInteger();
        Executor counting = task -> {
            handed.incrementAndGet();
            most.accumulateAndGet(waiting.incrementAndGet(), Math::max);
            THREADS.execute(() -> {
                waiting.decrementAndGet();
                task.run();
            });
        };
        try (InputStream stream = Content.open(reference, store, counting).stream(0, length, 8)) {
            assertArrayEquals(Arrays.copyOf(BYTES, length), stream.readAllBytes());
        }
        // All but the root.
        assertEquals(store.chunks.size() - 1, handed.get());
        assertTrue(most.get() <= 8 + 2, () -> most + " at once");
    }

    @Test
    void knowsEmptyContent() throws IOException {
        for (boolean encrypted : new boolean[] {false, true}) {
            Reference reference = splitter().split(InputStream.nullInputStream(), encrypted);
            assertTrue(reference.isEmpty());
            assertEquals(0, Content.open(reference, store).size());
            assertEquals(-1, Content.open(reference, store).stream().read());
        }
        assertEquals(0, store.chunks.size());
    }

    @Test
    void encryptsTheSameContentDifferentlyEachTime() throws IOException {
        byte[] bytes = Samples.random(1, 10_000);
        Reference one = splitter().split(new ByteArrayInputStream(bytes), true);
        Reference two = splitter().split(new ByteArrayInputStream(bytes), true);
        assertNotEquals(one.address(), two.address());
        assertEquals(8, store.chunks.size());
        store.chunks.values().forEach(chunk -> assertEquals(Chunk.MAX_BYTES, chunk.data().length));
    }

    @Test
    void encryptsAsTheOriginal() {
        // Source: ethersphere/swarm v0.5.8, storage/encryption/encryption_test.go.
        byte[] key = HexFormat.of().parseHex("8abf1502f557f15026716030fb6384792583daf39608a3cd02ff2f47e9bc6e49");
        byte[] encrypted = new ChunkCipher(key).encrypt(new byte[Chunk.MAX_BYTES], new Random(1)::nextBytes);
        assertEquals(
                "352187af3a843decc63ceca6cb01ea39dbcf77caf0a8f705f5c30d557044ceec",
                HexFormat.of().formatHex(encrypted, 8, 40));
        assertArrayEquals(new byte[Chunk.MAX_BYTES], new ChunkCipher(key).decrypt(encrypted));
    }

    @Test
    void tellsThatAnEncryptedNodeIsNone() throws IOException {
        Reference reference = splitter().split(new ByteArrayInputStream(BYTES, 0, 300_000), true);
        byte[] root = new ChunkCipher(reference.key().orElseThrow())
                .decrypt(store.chunks.get(reference.address()).data());
        Address first = Address.of(root, Chunk.SPAN_BYTES);
        store.chunks.put(first, Chunk.trusted(first, Samples.random(1, Chunk.MAX_BYTES)));

        assertThrows(
                MalformedContentException.class,
                () -> Content.open(reference, store, THREADS).bytes(300_000));
    }

    @Test
    void tellsAWrongKey() throws IOException {
        byte[] reference = splitter()
                .split(new ByteArrayInputStream(BYTES, 0, 9000), true)
                .bytes()
                .clone();
        reference[40] ^= 1;
        assertThrows(
                IOException.class,
                () -> Content.open(Reference.of(reference), store).bytes(9000));
    }

    @Test
    void saysWhichChunkIsMissing() throws IOException {
        Reference reference = splitter().split(new ByteArrayInputStream(BYTES, 0, 3 * 4096), false);
        Address third = Chunk.ofContent(Samples.chunk(4096, Arrays.copyOfRange(BYTES, 8192, 12288)))
                .address();
        store.chunks.remove(third);
        try (InputStream stream = Content.open(reference, store).stream()) {
            assertArrayEquals(Arrays.copyOf(BYTES, 8192), stream.readNBytes(8192));
            IOException missing = assertThrows(IOException.class, stream::read);
            assertEquals("no chunk at " + third, missing.getMessage());
        }
    }

    @Test
    void waitsForTheSink() throws Exception {
        Semaphore permits = new Semaphore(0);
        AtomicInteger bytesRead = new AtomicInteger();
        InputStream counted = new InputStream() {
            @Override
            public int read() {
                bytesRead.incrementAndGet();
                return 7;
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                bytesRead.addAndGet(length);
                return bytesRead.get() > 64 << 20 ? -1 : length;
            }
        };
        ChunkSink slow = chunks -> {
            try {
                if (!permits.tryAcquire(10, TimeUnit.SECONDS)) {
                    throw new IOException("nobody let the chunks in");
                }
                throw new IOException("the disk is full");
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        };
        CompletableFuture<Throwable> ended = CompletableFuture.supplyAsync(
                () -> assertThrows(IOException.class, () -> new Splitter(slow, THREADS, 1).split(counted, false)));
        permits.release(2);
        assertEquals("the disk is full", ended.get(20, TimeUnit.SECONDS).getMessage());
        assertTrue(bytesRead.get() < 2 << 20, () -> bytesRead + " bytes were read of what nobody could take");
    }

    @Test
    void passesOnWhatIsWrongWithTheContent() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the client hung up");
            }
        };
        assertEquals(
                "the client hung up",
                assertThrows(IOException.class, () -> splitter().split(broken, false))
                        .getMessage());
    }

    /** Chunks that are all valid, and trees of them that are not. */
    @Test
    void refusesTreesThatLie() throws IOException {
        Random random = new Random(21);
        int refused = 0;
        for (int i = 0; i < 10_000; i++) {
            store.chunks.clear();
            byte[] leaf = Samples.chunk(
                    1 + random.nextInt(4200), Samples.random(i, 1 + random.nextInt(i % 50 == 0 ? 4096 : 200)));
            Address address = put(leaf);
            int levels = random.nextInt(4);
            for (int level = 0; level < levels; level++) {
                byte[] node = new byte[8 + 32 * (1 + random.nextInt(4)) + (random.nextInt(10) == 0 ? 5 : 0)];
                for (int at = 8; at + 32 <= node.length; at += 32) {
                    System.arraycopy(address.bytes(), 0, node, at, 32);
                }
                Chunk.putSpan(node, lie(random));
                address = put(node);
            }
            Reference root = Reference.to(address);
            try {
                byte[] bytes = Content.open(root, store).bytes(1 << 20);
                assertEquals(bytes.length, Content.open(root, store).size());
            } catch (IOException e) {
                refused++;
            }
        }
        assertTrue(refused > 9_000, refused + " refused");
    }

    @Test
    void refusesAnEncryptedTreeOfRandomBytes() {
        Random random = new Random(22);
        for (int i = 0; i < 10_000; i++) {
            Chunk chunk = Samples.content(i, i % 20 == 0 ? Chunk.MAX_PAYLOAD_BYTES : 1 + random.nextInt(300));
            store.put(List.of(chunk));
            Reference reference = Reference.encrypted(chunk.address(), Samples.random(i, 32));
            assertThrows(IOException.class, () -> Content.open(reference, store).bytes(1 << 20));
            store.chunks.clear();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33, 63, 65, 128})
    void takesReferencesOf32And64Bytes(int length) {
        assertThrows(IllegalArgumentException.class, () -> Reference.of(new byte[length]));
        assertThrows(IllegalArgumentException.class, () -> Reference.parse("0".repeat(2 * length)));
        assertThrows(IllegalArgumentException.class, () -> Reference.parse("g".repeat(64)));
    }

    private static long lie(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> random.nextLong();
            case 1 -> -1;
            case 2 -> 1L << random.nextInt(64);
            case 3 -> 4096L * random.nextInt(5);
            default -> 1 + random.nextInt(20_000);
        };
    }

    private Address put(byte[] data) {
        Chunk chunk = Chunk.ofContent(data);
        store.put(List.of(chunk));
        return chunk.address();
    }

    private Splitter splitter() {
        return new Splitter(store, THREADS, 2);
    }
}
