package org.jackfield.chunks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Golden data that ethersphere/swarm v0.5.8 itself has made. */
class OriginalTest {

    private static final ExecutorService THREADS = Executors.newFixedThreadPool(2);

    private final MemoryChunks chunks = new MemoryChunks();

    @AfterAll
    static void end() {
        THREADS.shutdownNow();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "files.csv")
    void splitsAsTheOriginal(int size, String root) throws IOException {
        Splitter splitter = new Splitter(ignored -> {}, THREADS, 2);
        assertEquals(root, splitter.split(serial(size), false).hex());
    }

    @ParameterizedTest
    @CsvFileSource(resources = "encrypted.csv")
    void encryptsAsTheOriginal(int size, String reference) throws IOException {
        Splitter splitter = new Splitter(chunks, THREADS, 2, OriginalTest::count);
        Reference root = splitter.split(serial(size), true);
        assertEquals(reference, root.hex());
        try (InputStream joined = Content.open(root, chunks).stream()) {
            assertArrayEquals(serial(size).readAllBytes(), joined.readAllBytes());
        }
    }

    @Test
    void writesDirectoriesAsTheOriginal() throws IOException {
        ContentStore store = ContentStore.of(chunks, chunks, Runnable::run, 1);
        Manifest manifest = Manifest.empty(store, false);
        Map<String, String> manifests = new HashMap<>();
        int trees = 0;
        for (String line : lines("manifests.tsv")) {
            String[] parts = line.split("\t", -1);
            switch (parts[0]) {
                case "file" -> manifest.put(file(store, parts));
                case "manifest" -> manifests.put(parts[1], parts[2]);
                case "root" -> {
                    if (!parts[2].isEmpty()) {
                        manifest.put(
                                manifest.find(parts[2]).orElseThrow().entry().withPath(""));
                    }
                    assertEquals(parts[1], manifest.store().hex());
                    for (Map.Entry<String, String> expected : manifests.entrySet()) {
                        byte[] text =
                                store.open(Reference.parse(expected.getKey())).bytes(1 << 20);
                        assertEquals(expected.getValue(), new String(text, StandardCharsets.UTF_8));
                    }
                    trees++;
                }
                default -> {
                    manifest = Manifest.empty(store, false);
                    manifests.clear();
                }
            }
        }
        assertEquals(4, trees);
    }

    @Test
    void signsUpdatesAndFindsThemAsTheOriginal() throws IOException, InvalidChunkException {
        Set<Feed> feeds = new HashSet<>();
        int queries = 0;
        for (String line : lines("feeds.csv")) {
            String[] parts = line.split(",");
            if (parts[0].equals("update")) {
                feeds.add(update(parts).feed());
            } else {
                query(feeds, parts);
                queries++;
            }
        }
        assertEquals(4, feeds.size());
        assertEquals(17, queries);
    }

    private FeedUpdate update(String[] parts) throws InvalidChunkException {
        byte[] bytes = HexFormat.of().parseHex(parts[5]);
        Feed feed = Feed.read(bytes, 8);
        assertEquals(parts[2], HexFormat.of().formatHex(feed.topic()));
        Address address = feed.address(new Epoch(Long.parseLong(parts[3]), Integer.parseInt(parts[4])));
        Chunk chunk = Chunk.verified(address, bytes);
        FeedUpdate update = FeedUpdate.decode(chunk);
        if (!parts[1].equals("-")) {
            byte[] key = HexFormat.of().parseHex(parts[1]);
            assertArrayEquals(bytes, update.signed(key).data());
        }
        chunks.put(List.of(chunk));
        return update;
    }

    private void query(Set<Feed> feeds, String[] parts) throws IOException {
        Feed feed = feeds.stream()
                .filter(one -> Arrays.equals(one.topic(), HexFormat.of().parseHex(parts[1])))
                .findFirst()
                .orElseThrow();
        FeedLookup lookup = new FeedLookup(feed, Epoch.HIGHEST_LEVEL, chunks, Duration.ofSeconds(1), 1);
        Optional<Epoch> found =
                lookup.latest(Long.parseLong(parts[2]), Optional.empty()).map(FeedUpdate::epoch);
        Optional<Epoch> expected = parts[3].equals("-")
                ? Optional.empty()
                : Optional.of(new Epoch(Long.parseLong(parts[3]), Integer.parseInt(parts[4])));
        assertEquals(expected, found, "at " + parts[2]);
    }

    private static ManifestEntry file(ContentStore store, String[] parts) throws IOException {
        byte[] content = HexFormat.of().parseHex(parts[3]);
        Reference reference = store.store(new ByteArrayInputStream(content), false);
        return ManifestEntry.file(parts[1], reference, parts[2], content.length)
                .withModTime(OffsetDateTime.parse(parts[4]))
                .withMode(Long.parseLong(parts[5]));
    }

    private static void count(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
    }

    private static InputStream serial(int size) {
        return new InputStream() {
            private int next;

            @Override
            public int read() {
                return next < size ? next++ % 255 : -1;
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                int count = Math.min(length, size - next);
                for (int i = 0; i < count; i++) {
                    into[offset + i] = (byte) (next++ % 255);
                }
                return count == 0 && length > 0 ? -1 : count;
            }
        };
    }

    private static List<String> lines(String resource) {
        try (InputStream in = OriginalTest.class.getResourceAsStream(resource)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(text.startsWith("#"), resource);
            return Stream.of(text.split("\n"))
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
