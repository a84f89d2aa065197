package org.jackfield.chunks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class PinsTest {

    private static final Capacity SMALL = new Capacity(200, Long.MAX_VALUE);

    @TempDir
    Path folder;

    private RocksChunkStore store;
    private ContentStore contents;

    @BeforeEach
    void open() throws IOException {
        store = RocksChunkStore.open(folder, Address.ZERO, SMALL);
        contents = ContentStore.of(chunks -> store.put(PutMode.SYNC, chunks), store.source(), Runnable::run, 1);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Reference content(int length, boolean encrypted) throws IOException {
        return contents.store(new ByteArrayInputStream(Samples.random(length, length)), encrypted);
    }

    private Reference directory() throws IOException {
        Manifest manifest = Manifest.empty(contents, false);
        for (String path : List.of("a/one", "a/two", "b")) {
            manifest.put(ManifestEntry.file(path, content(5_000 + path.hashCode() % 100, false), "text/plain", 5_000));
        }
        return manifest.store();
    }

    /** So much that anything not pinned goes. */
    private void fill() {
        for (int i = 0; i < 1_000; i++) {
            store.put(PutMode.SYNC, Samples.content(1_000_000 + i, 20));
        }
    }

    private long pins() {
        return store.addresses().stream().mapToLong(store::pins).sum();
    }

    @ParameterizedTest
    @CsvSource({"1, false", "4096, false", "4097, true", "540000, false", "270000, true"})
    void pinsEveryChunkOfContentAndLetsThemGo(int length, boolean encrypted) throws IOException {
        Reference root = content(length, encrypted);

        assertEquals(new Pinned(root, true, length, 1), store.pins().pin(root, true, store.source()));

        assertEquals(store.addresses().size(), pins());
        assertEquals(0, store.status().collectable());
        assertTrue(store.pins().unpin(root));
        assertEquals(0, pins());
        assertFalse(store.pins().unpin(root));
    }

    @Test
    void keepsWhatIsPinnedWhateverComes() throws IOException {
        Reference root = content(300_000, false);
        store.pins().pin(root, true, store.source());

        fill();
        assertArrayEquals(Samples.random(300_000, 300_000), contents.open(root).bytes(300_000));

        store.pins().unpin(root);
        fill();
        assertThrows(IOException.class, () -> contents.open(root).bytes(300_000));
    }

    @Test
    void pinsTheFilesOfADirectory() throws IOException {
        Reference root = directory();

        store.pins().pin(root, false, store.source());
        assertEquals(0, store.status().collectable());
        fill();
        Manifest.open(root, contents).walk(entry -> {
            contents.open(entry.hash().orElseThrow()).bytes(10_000);
            return true;
        });

        assertTrue(store.pins().unpin(root));
        assertEquals(0, pins());
    }

    @Test
    void countsPinsAndKnowsThemLater() throws IOException {
        Reference one = content(10_000, false);
        Reference other = directory();
        store.pins().pin(one, true, store.source());
        store.pins().pin(one, true, store.source());
        store.pins().pin(other, false, store.source());

        store.close();
        open();

        List<Pinned> all = store.pins().all();
        assertEquals(2, all.size());
        assertTrue(all.contains(new Pinned(one, true, 10_000, 2)), all.toString());
        assertTrue(all.stream().anyMatch(pinned -> pinned.root().equals(other) && !pinned.raw()));
        assertTrue(store.pins().unpin(one));
        assertEquals(1, store.pins(one.address()));
        assertTrue(store.pins().unpin(one));
        assertTrue(store.pins().unpin(other));
        assertEquals(List.of(), store.pins().all());
        assertEquals(0, pins());
    }

    @Test
    void pinsNothingWhereSomethingIsMissing() throws IOException {
        Reference root = content(600_000, false);
        byte[] node = store.get(GetMode.SYNC, root.address()).orElseThrow().data();
        Address second = Address.of(node, 8 + 32);
        store.delete(second);

        assertThrows(IOException.class, () -> store.pins().pin(root, true, store.source()));

        assertEquals(0, pins());
        assertEquals(List.of(), store.pins().all());
    }

    @Test
    void getsWhatIsNotHere() throws IOException {
        MemoryChunks network = new MemoryChunks();
        byte[] bytes = Samples.random(9, 700_000);
        Reference root = new Splitter(network, Runnable::run, 1).split(new ByteArrayInputStream(bytes), true);
        NearestSource source = new NearestSource(store);
        source.fetcher = network::get;

        store.pins().pin(root, true, source);

        assertEquals(network.chunks.size(), pins());
        assertArrayEquals(bytes, contents.open(root).bytes(bytes.length));
    }

    /** 2^54 bytes of six nodes and a leaf. */
    @Test
    void goesIntoWhatComesAgainOnce() throws IOException {
        Chunk chunk = Samples.content(1, Chunk.MAX_PAYLOAD_BYTES);
        store.put(PutMode.SYNC, chunk);
        for (int level = 1; level <= 6; level++) {
            byte[] node = new byte[Chunk.MAX_BYTES];
            for (int at = Chunk.SPAN_BYTES; at < node.length; at += Address.BYTES) {
                System.arraycopy(chunk.address().bytes(), 0, node, at, Address.BYTES);
            }
            Chunk.putSpan(node, TreeShape.PLAIN.capacity(level));
            chunk = Chunk.ofContent(node);
            store.put(PutMode.SYNC, chunk);
        }
        Reference root = Reference.to(chunk.address());

        store.pins().pin(root, true, store.source());

        assertEquals(7, pins());
        assertTrue(store.pins().unpin(root));
        assertEquals(0, pins());
    }

    /** Forty manifests that unfold to 2^40. */
    @Test
    void goesIntoADirectoryThatComesAgainOnce() throws IOException {
        Reference below = content(100, false);
        for (int i = 0; i < 40; i++) {
            String entry = "\"hash\":\"" + below.hex() + "\",\"contentType\":\""
                    + (i == 0 ? "text/plain" : ManifestEntry.MANIFEST_TYPE) + '"';
            String json = "{\"entries\":[{" + entry + ",\"path\":\"a\"},{" + entry + ",\"path\":\"b\"}]}";
            below = contents.store(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), false);
        }

        store.pins().pin(below, false, store.source());

        assertEquals(41, pins());
        assertTrue(store.pins().unpin(below));
        assertEquals(0, pins());
    }

    @Test
    void refusesToPinContentAsADirectoryThatIsPinnedByItself() throws IOException {
        Reference root = directory();
        store.pins().pin(root, true, store.source());

        assertThrows(IllegalArgumentException.class, () -> store.pins().pin(root, false, store.source()));
        assertThrows(IOException.class, () -> store.pins().pin(content(5_000, false), false, store.source()));

        assertEquals(1, store.pins().all().size());
        assertEquals(1, pins());
    }

    @Test
    void refusesAStoredPinThatIsNone() {
        for (int length = 0; length < 20; length++) {
            byte[] bytes = Arrays.copyOf(new byte[] {1}, length);
            if (length == 13) {
                continue;
            }
            assertThrows(MalformedContentException.class, () -> Pinned.decode(Reference.EMPTY, bytes));
        }
    }
}
