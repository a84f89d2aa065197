package org.jackfield.chunks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChunkStoreTest {

    private static final Address BASE = Address.parse("5a".repeat(32));
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Capacity PLENTY = new Capacity(1_000_000, Long.MAX_VALUE);

    @TempDir
    Path folder;

    private RocksChunkStore store;

    @BeforeEach
    void open() throws IOException {
        store = RocksChunkStore.open(folder, BASE, PLENTY);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void keepsChunksWhenItIsOpenedAgain() throws IOException {
        List<Chunk> chunks = chunks(0, 50);
        assertEquals(50, store.put(PutMode.UPLOAD, chunks));
        assertEquals(0, store.put(PutMode.SYNC, chunks));
        assertFalse(store.put(PutMode.REQUEST, chunks.get(0)));
        StoreStatus status = store.status();
        reopen(PLENTY);
        assertEquals(status, store.status());
        assertEquals(50, status.chunks());
        for (Chunk chunk : chunks) {
            assertArrayEquals(
                    chunk.data(),
                    store.get(GetMode.SYNC, chunk.address()).orElseThrow().data());
            assertTrue(store.has(chunk.address()));
        }
        Address absent = Samples.content(99, 9).address();
        assertEquals(Optional.empty(), store.get(GetMode.REQUEST, absent));
        assertFalse(store.has(absent));
        assertFalse(store.pin(absent));
        assertFalse(store.unpin(absent));
        assertFalse(store.delete(absent));
    }

    @Test
    void numbersTheChunksOfABinFromOneAndNeverAgain() throws IOException {
        List<Chunk> near = chunks(0, 200).stream()
                .filter(chunk -> BASE.bin(chunk.address()) == 0)
                .toList();
        for (Chunk chunk : near.subList(0, 10)) {
            store.put(PutMode.SYNC, chunk);
        }
        assertEquals(ids(1, 10), store.bin(0, 0, 100).stream().map(BinEntry::id).toList());
        assertEquals(near.get(3).address(), store.bin(0, 4, 1).get(0).address());
        assertEquals(10, store.lastId(0));
        assertTrue(store.delete(near.get(9).address()));
        assertTrue(store.delete(near.get(4).address()));
        reopen(PLENTY);
        store.put(PutMode.SYNC, near.get(10));
        assertEquals(11, store.lastId(0));
        assertEquals(
                List.of(4L, 6L, 7L, 8L, 9L, 11L),
                store.bin(0, 4, 100).stream().map(BinEntry::id).toList());
        assertEquals(List.of(), store.bin(0, 12, 100));
        assertEquals(List.of(), store.bin(1, 0, 100));
        assertEquals(0, store.lastId(1));
    }

    @Test
    void offersAndPushesByWhyAChunkCame() {
        Chunk uploaded = Samples.content(1, 10);
        Chunk synced = Samples.content(2, 20);
        Chunk requested = Samples.content(3, 30);
        store.put(PutMode.UPLOAD, uploaded);
        store.put(PutMode.SYNC, synced);
        store.put(PutMode.REQUEST, requested);
        assertTrue(isOffered(uploaded));
        assertTrue(isOffered(synced));
        assertFalse(isOffered(requested));
        assertEquals(
                List.of(uploaded.address()),
                store.unpushed(0, 9).stream().map(PendingPush::address).toList());
        assertEquals(new StoreStatus(3, 60 + 3 * 8, 2, 50 + 2 * 8), store.status());
        store.synced(SyncMode.PULL, List.of(uploaded.address()));
        assertEquals(2, store.status().collectable());
        store.synced(
                SyncMode.PUSH, List.of(uploaded.address(), Samples.content(4, 4).address()));
        assertEquals(3, store.status().collectable());
        assertEquals(List.of(), store.unpushed(0, 9));
    }

    @Test
    void collectsWhatNobodyHasWantedForLongest() throws IOException {
        reopen(new Capacity(1000, Long.MAX_VALUE));
        List<Chunk> chunks = chunks(0, 2000);
        Chunk pinned = chunks.get(0);
        Chunk upload = Samples.content(100_000, 50);
        store.put(PutMode.UPLOAD, upload);
        store.put(PutMode.SYNC, chunks.subList(0, 1000));
        assertEquals(1000, store.status().collectable());
        store.pin(pinned.address());
        List<Chunk> wanted = chunks.subList(1, 101);
        wanted.forEach(chunk -> store.get(GetMode.REQUEST, chunk.address()));
        chunks.subList(101, 201).forEach(chunk -> store.get(GetMode.SYNC, chunk.address()));
        for (int i = 1000; i < 1300; i += 10) {
            store.put(PutMode.SYNC, chunks.subList(i, i + 10));
            assertTrue(store.status().collectable() <= 1000);
        }
        assertTrue(store.has(pinned.address()));
        assertTrue(store.has(upload.address()));
        assertTrue(wanted.stream().allMatch(chunk -> store.has(chunk.address())));
        assertTrue(chunks.subList(101, 201).stream().noneMatch(chunk -> store.has(chunk.address())));
        assertTrue(chunks.subList(1000, 1300).stream().allMatch(chunk -> store.has(chunk.address())));
        checkCounts();
    }

    @Test
    void collectsByBytes() throws IOException {
        reopen(new Capacity(1_000_000, 100 * 1008));
        for (int i = 0; i < 300; i++) {
            store.put(PutMode.REQUEST, Samples.content(i, 1000));
            assertTrue(store.status().collectableBytes() <= 100 * 1008);
        }
        assertTrue(store.status().chunks() >= 90);
        assertTrue(store.has(Samples.content(299, 1000).address()));
        checkCounts();
    }

    @Test
    void countsPins() {
        Chunk chunk = Samples.content(1, 10);
        store.put(PutMode.SYNC, chunk);
        assertTrue(store.pin(chunk.address()));
        assertTrue(store.pin(chunk.address()));
        assertEquals(2, store.pins(chunk.address()));
        assertEquals(0, store.status().collectable());
        assertFalse(store.delete(chunk.address()));
        assertTrue(store.unpin(chunk.address()));
        assertEquals(0, store.status().collectable());
        assertTrue(store.unpin(chunk.address()));
        assertFalse(store.unpin(chunk.address()));
        assertEquals(1, store.status().collectable());
        assertTrue(store.delete(chunk.address()));
        assertEquals(StoreStatus.EMPTY, store.status());
    }

    @Test
    void takesTheSameChunkTwiceInABatchForOne() {
        Chunk chunk = Samples.content(1, 10);
        assertEquals(1, store.put(PutMode.UPLOAD, List.of(chunk, chunk, Samples.content(1, 10))));
        assertEquals(1, store.status().chunks());
        assertEquals(1, store.lastId(BASE.bin(chunk.address())));
    }

    @Test
    void tellsWhoWaitsForAChunk() throws Exception {
        Chunk first = Samples.content(1, 10);
        int bin = BASE.bin(first.address());
        CompletableFuture<Void> one = store.arrival(bin, 1);
        CompletableFuture<Void> two = store.arrival(bin, 2);
        assertFalse(one.isDone());
        store.put(PutMode.SYNC, first);
        assertTrue(one.isDone());
        assertFalse(two.isDone());
        assertTrue(store.arrival(bin, 1).isDone());
        store.close();
        assertThrows(ExecutionException.class, () -> two.get(20, TimeUnit.SECONDS));
        assertTrue(store.arrival(bin, 9).isCompletedExceptionally());
    }

    @Test
    void readsABinOnAsChunksCome() throws Exception {
        List<Chunk> chunks = chunks(0, 1500).stream()
                .filter(chunk -> BASE.bin(chunk.address()) == 1)
                .toList();
        CompletableFuture<Void> writer =
                CompletableFuture.runAsync(() -> chunks.forEach(chunk -> store.put(PutMode.SYNC, chunk)));
        BinSubscription subscription = new BinSubscription(store, 1, 1);
        List<BinEntry> seen = new ArrayList<>();
        while (seen.size() < chunks.size()) {
            List<BinEntry> next = subscription.next(7, LONG);
            assertFalse(next.isEmpty());
            seen.addAll(next);
        }
        writer.get(20, TimeUnit.SECONDS);
        assertEquals(ids(1, chunks.size()), seen.stream().map(BinEntry::id).toList());
        assertEquals(List.of(), subscription.next(7, Duration.ofMillis(1)));
    }

    @Test
    void keepsItsBooksWhateverIsDone() throws IOException {
        reopen(new Capacity(150, Long.MAX_VALUE));
        Random random = new Random(12);
        List<Chunk> chunks = new ArrayList<>(chunks(0, 400));
        Map<Address, Integer> pins = new HashMap<>();
        for (int i = 0; i < 3000; i++) {
            Address address = chunks.get(random.nextInt(chunks.size())).address();
            switch (random.nextInt(8)) {
                case 0 -> store.get(GetMode.REQUEST, address);
                case 1 -> store.synced(SyncMode.values()[random.nextInt(2)], List.of(address, address));
                case 2 -> {
                    if (pins.size() < 20 && store.pin(address)) {
                        pins.merge(address, 1, Integer::sum);
                    }
                }
                case 3 -> {
                    assertEquals(pins.containsKey(address), store.unpin(address));
                    pins.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
                }
                case 4 -> assertFalse(store.delete(address) && pins.containsKey(address));
                default -> {
                    Collections.shuffle(chunks, random);
                    store.put(PutMode.values()[random.nextInt(3)], chunks.subList(0, random.nextInt(6)));
                }
            }
            if (i % 500 == 0) {
                reopen(new Capacity(150, Long.MAX_VALUE));
                checkCounts();
            }
        }
        pins.forEach((address, count) -> assertEquals(count, store.pins(address)));
        checkCounts();
    }

    @Test
    void readsWhileItWrites() throws Exception {
        List<Chunk> known = chunks(0, 300);
        store.put(PutMode.SYNC, known);
        List<Chunk> more = chunks(1000, 600);
        CompletableFuture<?>[] readers = IntStream.range(0, 3)
                .mapToObj(reader -> CompletableFuture.runAsync(() -> {
                    Random random = new Random(reader);
                    for (int i = 0; i < 3000; i++) {
                        Chunk chunk = known.get(random.nextInt(known.size()));
                        assertArrayEquals(
                                chunk.data(),
                                store.get(GetMode.REQUEST, chunk.address())
                                        .orElseThrow()
                                        .data());
                    }
                }))
                .toArray(CompletableFuture<?>[]::new);
        more.forEach(chunk -> store.put(PutMode.UPLOAD, chunk));
        CompletableFuture.allOf(readers).get(60, TimeUnit.SECONDS);
        checkCounts();
        assertEquals(900, store.status().chunks());
    }

    @Test
    void countsAnUploadByItsTag() throws IOException {
        Tag tag = store.tags().create("holiday.jpg", 0, false);
        Reference root;
        try (StoredContents contents = new StoredContents(store, 2)) {
            byte[] bytes = Samples.random(1, 3 * 4096);
            root = contents.upload(new ByteArrayInputStream(bytes), false, tag);
            assertArrayEquals(bytes, contents.local().open(root).bytes(bytes.length));
            assertTrue(tag.isDone(TagState.STORED));
            assertFalse(tag.isDone(TagState.SYNCED));
            Tag again = store.tags().create("again", 0, false);
            contents.upload(new ByteArrayInputStream(bytes), false, again);
            assertEquals(4, again.count(TagState.SEEN));
            assertTrue(again.isDone(TagState.SYNCED));
            assertTrue(store.tags().delete(again.uid()));
            assertFalse(store.tags().delete(again.uid()));
        }
        List<PendingPush> pending = store.unpushed(0, 100);
        assertEquals(4, pending.size());
        pending.forEach(push -> assertEquals(tag.uid(), push.tag()));
        store.synced(SyncMode.PUSH, pending.stream().map(PendingPush::address).toList());
        store.synced(SyncMode.PUSH, pending.stream().map(PendingPush::address).toList());
        reopen(PLENTY);
        assertEquals(1, store.tags().all().size());
        Tag read = store.tags().get(tag.uid()).orElseThrow();
        assertEquals("holiday.jpg", read.name());
        assertEquals(Optional.of(root), read.root());
        assertEquals(4, read.total());
        assertEquals(4, read.count(TagState.SYNCED));
        assertTrue(read.isDone(TagState.SYNCED));
    }

    @Test
    void leavesAnonymousUploadsToBePulled() {
        Tag tag = store.tags().create("quiet", 1, true);
        Chunk chunk = Samples.content(1, 10);
        store.put(PutMode.UPLOAD, List.of(chunk), tag.uid());
        assertEquals(List.of(), store.unpushed(0, 9));
        store.synced(SyncMode.PULL, List.of(chunk.address()));
        store.synced(SyncMode.PULL, List.of(chunk.address()));
        assertEquals(1, tag.count(TagState.SENT));
        assertEquals(1, store.status().collectable());
    }

    @Test
    void refusesBrokenTags() {
        byte[] good = store.tags().create("a", 1, true).encoded();
        Random random = new Random(3);
        for (int i = 0; i < 10_000; i++) {
            byte[] broken = i % 2 == 0 ? Samples.random(i, random.nextInt(200)) : good.clone();
            if (broken.length > 0) {
                broken[random.nextInt(broken.length)] ^= 1 << random.nextInt(8);
            }
            try {
                assertTrue(Tag.decode(broken).encoded().length >= 62);
            } catch (IOException e) {
                assertTrue(e.getMessage().startsWith("a stored tag"));
            }
        }
    }

    @Test
    void saysInOneLineWhyItCannotBeOpened(@TempDir Path other) throws IOException {
        String inUse = assertThrows(IOException.class, () -> RocksChunkStore.open(folder, BASE, PLENTY))
                .getMessage();
        assertTrue(inUse.endsWith("is in use by another process"), inUse);
        store.close();
        String foreign = assertThrows(IOException.class, () -> RocksChunkStore.open(folder, Address.ZERO, PLENTY))
                .getMessage();
        assertTrue(foreign.contains("belongs to the node at 5a5a"), foreign);
        Files.writeString(other.resolve("letter.txt"), "dear");
        String mixed = assertThrows(IOException.class, () -> RocksChunkStore.open(other, BASE, PLENTY))
                .getMessage();
        assertTrue(mixed.contains("holds something else"), mixed);
        Path file = other.resolve("letter.txt");
        assertThrows(IOException.class, () -> RocksChunkStore.open(file, BASE, PLENTY));
        assertThrows(IllegalStateException.class, () -> store.has(BASE));
        store.close();
    }

    @Test
    void losesNothingWhenItsProcessIsKilled() throws Exception {
        Path killed = folder.resolve("killed");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Uploading.class.getName(),
                        killed.toString())
                .redirectErrorStream(true)
                .start();
        int written = 0;
        try (var lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null && written < 400; line = lines.readLine()) {
                written = line.matches("\\d+") ? Integer.parseInt(line) : written;
            }
            process.destroyForcibly();
        }
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        assertTrue(written >= 400, "the other process ended early");
        store.close();
        store = RocksChunkStore.open(killed, BASE, PLENTY);
        for (int i = 0; i < written; i++) {
            assertTrue(store.has(Samples.content(i, 100).address()), "chunk " + i);
        }
        checkCounts();
        assertEquals(store.status().chunks(), store.unpushed(0, 1 << 20).size());
    }

    /** Puts chunks until it is killed. */
    static final class Uploading {

        public static void main(String[] arguments) throws IOException {
            RocksChunkStore store = RocksChunkStore.open(Path.of(arguments[0]), BASE, PLENTY);
            for (int i = 0; ; i++) {
                store.put(PutMode.UPLOAD, Samples.content(i, 100));
                System.out.println(i + 1);
            }
        }
    }

    private void reopen(Capacity capacity) throws IOException {
        store.close();
        store = RocksChunkStore.open(folder, BASE, capacity);
    }

    /** What the store counts as it goes is what it has. */
    private void checkCounts() {
        long chunks = 0;
        long bytes = 0;
        long collectable = 0;
        long collectableBytes = 0;
        List<Address> all = store.addresses();
        for (Address address : all) {
            ChunkRecord record = store.record(address).orElseThrow();
            int length = store.get(GetMode.SYNC, address).orElseThrow().data().length;
            assertEquals(length, record.length());
            chunks++;
            bytes += length;
            collectable += record.isCollectable() ? 1 : 0;
            collectableBytes += record.isCollectable() ? length : 0;
            assertEquals(record.offered(), isOffered(address));
        }
        assertEquals(new StoreStatus(chunks, bytes, collectable, collectableBytes), store.status());
        long listed = IntStream.rangeClosed(0, Address.MAX_BIN)
                .mapToLong(bin -> store.bin(bin, 0, 1 << 20).size())
                .sum();
        assertEquals(all.stream().filter(this::isOffered).count(), listed);
    }

    private boolean isOffered(Chunk chunk) {
        return isOffered(chunk.address());
    }

    private boolean isOffered(Address address) {
        long id = store.record(address).orElseThrow().binId();
        List<BinEntry> entry = store.bin(BASE.bin(address), id, 1);
        return entry.contains(new BinEntry(id, address));
    }

    private static List<Chunk> chunks(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(seed -> Samples.content(seed, 1 + seed % 90))
                .toList();
    }

    private static List<Long> ids(long from, long to) {
        return Stream.iterate(from, id -> id <= to, id -> id + 1).toList();
    }
}
