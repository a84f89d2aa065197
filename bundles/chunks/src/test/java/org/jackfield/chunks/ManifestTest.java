package org.jackfield.chunks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {

    private static final Reference CONTENT = Reference.parse("0123456789abcdef".repeat(4));
    private static final String HASH = "\"hash\":\"" + CONTENT.hex() + "\"";
    private static final String TIME = "\"mod_time\":\"0001-01-01T00:00:00Z\"";

    private final MemoryChunks chunks = new MemoryChunks();
    private final ContentStore store = ContentStore.of(chunks, chunks, Runnable::run, 1);

    /** Source: ethersphere/swarm v0.5.8, api/http/server_test.go:1416. */
    @Test
    void writesTheEmptyManifestAsTheOriginal() throws IOException {
        Reference empty = Manifest.empty(store, false).store();
        assertEquals("8b634aea26eec353ac0ecbec20c94f44d6f8d11f38d4578a4c207a84c74ef731", empty.hex());
        assertEquals("{}", json(empty));
        assertEquals(Optional.empty(), Manifest.open(empty, store).find("a"));
    }

    /** Source: ethersphere/swarm v0.5.8, api/http/server_test.go:526. */
    @Test
    void writesTheManifestOfAFeedAsTheOriginal() throws IOException {
        byte[] user = HexFormat.of().parseHex("c96aaa54e2d44c299564da76e1cd3184a2386b8d");
        Feed feed = new Feed(Feed.topic("foo.eth", new byte[0]), user);
        Manifest manifest = Manifest.empty(store, false);
        manifest.put(ManifestEntry.feed(feed));
        Reference reference = manifest.store();
        assertEquals("bb056a5264c295c2b0f613c8409b9c87ce9d71576ace02458160df4cc894210b", reference.hex());
        assertEquals(
                Optional.of(feed),
                Manifest.open(reference, store).find("").orElseThrow().entry().feed());
    }

    @Test
    void writesKeysInTheirOrderAndLeavesOutWhatIsEmpty() throws IOException {
        ManifestEntry entry = new ManifestEntry(
                "a.txt",
                Optional.empty(),
                "text/plain",
                0644,
                5,
                OffsetDateTime.parse("2019-05-06T07:08:09.120+02:00"),
                404,
                Optional.of(new Access("{\"type\":\"pass\"}", "ab".repeat(40))),
                Optional.empty());
        assertEquals(
                "{\"entries\":[{\"hash\":\"" + "ab".repeat(40)
                        + "\",\"path\":\"a.txt\",\"contentType\":\"text/plain\",\"mode\":420,\"size\":5,"
                        + "\"mod_time\":\"2019-05-06T07:08:09.12+02:00\",\"status\":404,\"access\":{\"type\":\"pass\"}}]}",
                written(entry));
        assertEquals(List.of(entry), ManifestReading.entries(written(entry).getBytes(StandardCharsets.UTF_8)));
        assertEquals("{\"entries\":[{" + HASH + "," + TIME + "}]}", written(file("")));
    }

    /** As Go's encoding/json writes strings. */
    @ParameterizedTest
    @CsvSource({"a<b>&c, a\\u003cb\\u003e\\u0026c", "'q\"\\', q\\\"\\\\", "ünïx 😀, ünïx 😀"})
    void escapesAsTheOriginal(String path, String escaped) throws IOException {
        assertEquals("{\"entries\":[{" + HASH + ",\"path\":\"" + escaped + "\"," + TIME + "}]}", written(file(path)));
    }

    @Test
    void escapesControlCharactersAsTheOriginal() throws IOException {
        String written = written(file("\u0001\b\t\n\f\r\u001f\u007f\u2028\u2029"));
        assertTrue(written.contains("\"\\u0001\\u0008\\t\\n\\u000c\\r\\u001f\u007f\\u2028\\u2029\""), written);
    }

    @Test
    void makesAManifestOfWhatBeginsAlike() throws IOException {
        Manifest manifest = manifest("img/b.png", "img/a.png", "index.html", "", "im");
        Reference root = manifest.store();
        String img = below(root, "i", "m", "g/");
        assertEquals("{\"entries\":[" + entry("a.png") + "," + entry("b.png") + "]}", img);
        String im = below(root, "i", "m");
        assertTrue(im.startsWith("{\"entries\":[{\"hash\":\""), im);
        assertTrue(
                im.endsWith(",\"path\":\"g/\",\"contentType\":\"application/bzz-manifest+json\"," + TIME + "},"
                        + entry("") + "]}"),
                im);
        assertTrue(
                json(root)
                        .endsWith("\"path\":\"i\",\"contentType\":\"application/bzz-manifest+json\"," + TIME + "},"
                                + entry("") + "]}"),
                json(root));
    }

    @Test
    void isTheSameInWhateverOrderItIsMade() throws IOException {
        Random random = new Random(1);
        for (int round = 0; round < 30; round++) {
            List<String> paths = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                paths.add(path(random));
            }
            Reference once = manifest(paths.toArray(String[]::new)).store();
            Collections.shuffle(paths, random);
            assertEquals(once, manifest(paths.toArray(String[]::new)).store());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isWhatWasPutAndNotRemoved(boolean encrypted) throws IOException {
        Random random = new Random(2);
        Map<String, ManifestEntry> model = new TreeMap<>();
        Manifest manifest = Manifest.empty(store, encrypted);
        for (int i = 0; i < 400; i++) {
            String path = path(random);
            if (random.nextInt(3) == 0) {
                assertEquals(model.remove(path) != null, manifest.remove(path), path);
            } else {
                ManifestEntry entry = ManifestEntry.file(path, CONTENT, "", i);
                model.put(path, entry);
                manifest.put(entry);
            }
            if (i % 40 == 0) {
                Reference stored = manifest.store();
                assertEquals(encrypted, stored.isEncrypted());
                manifest = Manifest.open(stored, store);
            }
        }
        Map<String, ManifestEntry> walked = new TreeMap<>();
        manifest.walk(entry -> {
            if (!entry.isManifest()) {
                walked.put(entry.path(), entry);
            }
            return true;
        });
        assertEquals(model, walked);
        if (!encrypted) {
            Manifest fresh = Manifest.empty(store, false);
            for (ManifestEntry entry : model.values()) {
                fresh.put(entry);
            }
            assertEquals(fresh.store(), manifest.store());
        }
    }

    /** Source: ethersphere/swarm v0.5.8, api/manifest_test.go ("TestGetEntry"). */
    @ParameterizedTest
    @CsvSource({
        "a, a, false, a",
        "b, -, false, a",
        "/a//, a, false, a",
        "/a, '', false, ''",
        "/a/b, a/b, false, a/b",
        "read, read, true, readme.md readit.md",
        "rf, -, false, readme.md readit.md",
        "readme, readme, false, readme.md",
        "readme, -, false, readit.md",
        "readme.md, readme.md, false, readme.md",
        "readme.md, -, false, readit.md",
        "readmeAmd, -, false, readit.md",
        "readme.mdffff, -, false, readme.md",
        "ab, ab, true, ab/cefg ab/cedh ab/kkkkkk",
        "ab/ce, ab/ce, true, ab/cefg ab/cedh ab/ceuuuuuuuuuu",
        "abc, abc, true, abcd abczzzef abc/def abc/e/g",
        "a/b, a/b, true, a a/bc a/ba a/b/c",
        "a/b, a/b, false, a a/b a/bb a/b/c",
        "//a//b//, a/b, false, a a/b a/bb a/b/c"
    })
    void findsAsTheOriginal(String path, String matched, boolean ambiguous, String paths) throws IOException {
        Reference stored = manifest(paths.split(" ")).store();
        Optional<ManifestMatch> match = Manifest.open(stored, store).find(path);
        assertEquals(matched, match.map(ManifestMatch::matched).orElse("-"));
        assertEquals(ambiguous, match.map(ManifestMatch::ambiguous).orElse(false));
    }

    @Test
    void listsAFolder() throws IOException {
        Reference stored = manifest("", "a.txt", "img/1.png", "img/2.png", "img/big/3.png", "image", "docs/x/y/z")
                .store();
        Manifest manifest = Manifest.open(stored, store);
        ManifestListing top = manifest.list("");
        assertEquals(List.of("docs/", "img/"), top.commonPrefixes());
        assertEquals(
                List.of("a.txt", "image", "/"),
                top.entries().stream().map(ManifestEntry::path).toList());
        ManifestListing img = manifest.list("img/");
        assertEquals(List.of("img/big/"), img.commonPrefixes());
        assertEquals(
                List.of("img/1.png", "img/2.png"),
                img.entries().stream().map(ManifestEntry::path).toList());
        assertEquals(List.of("docs/x/y/"), manifest.list("docs/x/").commonPrefixes());
        assertEquals(new ManifestListing(List.of(), List.of()), manifest.list("none/"));
    }

    @Test
    void keepsNamesApartThatBeginWithTheSameByte() throws IOException {
        List<String> names = List.of("é", "è", "ü", "日本", "日曜", "😀", "😁", "\uFFFD");
        Manifest manifest = Manifest.open(manifest(names.toArray(String[]::new)).store(), store);
        for (String name : names) {
            assertEquals(name, manifest.find(name).orElseThrow().matched());
        }
        assertTrue(manifest.remove("😀"));
        assertEquals(Optional.empty(), manifest.find("😀"));
    }

    @Test
    void removesOnlyTheVeryPath() throws IOException {
        Manifest manifest = manifest("ab", "abc", "abd");
        assertFalse(manifest.remove("a"));
        assertTrue(manifest.remove("ab"));
        assertFalse(manifest.remove("ab"));
        assertEquals("abc", manifest.find("abc").orElseThrow().matched());
        assertTrue(manifest.remove("abc"));
        assertEquals("{\"entries\":[" + entry("abd") + "]}", json(manifest.store()));
    }

    @Test
    void readsOnlyWhatItNeeds() throws IOException {
        Reference stored = manifest("a/1", "a/2", "b/3", "b/4").store();
        Reference b = Manifest.open(stored, store)
                .find("b/")
                .orElseThrow()
                .entry()
                .hash()
                .orElseThrow();
        chunks.chunks.remove(b.address());
        Manifest manifest = Manifest.open(stored, store);
        assertEquals("a/1", manifest.find("a/1").orElseThrow().matched());
        assertThrows(IOException.class, () -> manifest.find("b/3"));
        manifest.put(file("a/3"));
        assertNotEquals(stored, manifest.store());
    }

    @Test
    void refusesManifestsThatAreTooDeep() throws IOException {
        Reference below = store(written(file("a")));
        for (int i = 0; i < ManifestNode.MAX_DEPTH + 1; i++) {
            below = store("{\"entries\":[{\"hash\":\"" + below.hex() + "\",\"contentType\":\""
                    + ManifestEntry.MANIFEST_TYPE + "\"}]}");
        }
        Manifest deep = Manifest.open(below, store);
        assertThrows(MalformedContentException.class, () -> deep.walk(entry -> true));
    }

    @Test
    void refusesManifestsThatUnfoldWithoutEnd() throws IOException {
        Reference below = store(written(file("a")));
        for (int i = 0; i < 40; i++) {
            String entry = "{\"hash\":\"" + below.hex() + "\",\"contentType\":\"" + ManifestEntry.MANIFEST_TYPE
                    + "\",\"path\":\"";
            below = store("{\"entries\":[" + entry + "a\"}," + entry + "b\"}]}");
        }
        // 2^40 files by 41 manifests.
        Manifest bomb = Manifest.open(below, store);
        assertThrows(MalformedContentException.class, () -> bomb.list(""));
        assertEquals(
                "a",
                bomb.find("a".repeat(40)).map(found -> found.entry().path()).orElseThrow());
    }

    @Test
    void refusesAManifestThatIsTooLarge() throws IOException {
        Reference large = store("{\"entries\":[{\"path\":\"" + "a".repeat(ManifestNode.MAX_BYTES) + "\"}]}");
        assertThrows(MalformedContentException.class, () -> Manifest.open(large, store));
        Manifest manifest = manifest("a".repeat(ManifestNode.MAX_BYTES));
        assertThrows(IOException.class, manifest::store);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{",
                "{}{}",
                "{\"entries\":{}}",
                "{\"entries\":[1]}",
                "{\"entries\":[null]}",
                "{\"entries\":[{\"path\":1}]}",
                "{\"entries\":[{\"size\":\"1\"}]}",
                "{\"entries\":[{\"size\":1.5}]}",
                "{\"entries\":[{\"size\":99999999999999999999}]}",
                "{\"entries\":[{\"hash\":\"12\"}]}",
                "{\"entries\":[{\"mod_time\":\"yesterday\"}]}",
                "{\"entries\":[{\"feed\":{\"topic\":\"0x12\"}}]}",
                "{\"entries\":[{\"feed\":[]}]}",
                "{\"entries\":[{\"access\":1}]}",
                "{\"entries\":[{\"access\":{},\"hash\":\"x\"}]}",
                "{\"entries\":[{\"hash\":\"abab\"}]}",
                "{\"entries\":[{\"status\":5000000000}]}"
            })
    void refusesWhatIsNoManifest(String json) {
        assertThrows(
                MalformedContentException.class, () -> ManifestReading.entries(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void readsWhatOthersMayWrite() throws IOException {
        String json = " {\"x\":[{}], \"entries\" : [ {\"size\":null,\"y\":{\"z\":[1]},\"path\":\"\\ud800a\"} ] } ";
        List<ManifestEntry> entries = ManifestReading.entries(json.getBytes(StandardCharsets.UTF_8));
        assertEquals("\uFFFDa", entries.get(0).path());
        assertEquals(List.of(), ManifestReading.entries("{\"entries\":null}".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void refusesBrokenManifestsWithoutComplaint() throws IOException {
        Random random = new Random(9);
        byte[] good = written(
                        file("a<b"), file("b").withMode(7), ManifestEntry.feed(new Feed(new byte[32], new byte[20])))
                .getBytes(StandardCharsets.UTF_8);
        byte[] nested = "{\"entries\":[".repeat(100).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 10_000; i++) {
            byte[] broken = switch (i % 4) {
                case 0 -> Arrays.copyOf(good, random.nextInt(good.length));
                case 1 -> Samples.random(i, random.nextInt(300));
                case 2 -> Arrays.copyOf(nested, random.nextInt(nested.length));
                default -> good.clone();
            };
            for (int flips = random.nextInt(3); flips > 0 && broken.length > 0; flips--) {
                broken[random.nextInt(broken.length)] ^= 1 << random.nextInt(8);
            }
            try {
                List<ManifestEntry> entries = ManifestReading.entries(broken);
                byte[] again = ManifestWriting.bytes(entries);
                assertArrayEquals(again, ManifestWriting.bytes(ManifestReading.entries(again)));
            } catch (MalformedContentException e) {
                assertFalse(e.getMessage().isEmpty());
            }
        }
    }

    private static String path(Random random) {
        StringBuilder path = new StringBuilder();
        for (int length = random.nextInt(6); length > 0; length--) {
            path.appendCodePoint(
                    random.nextInt(8) == 0 ? 0x1f600 + random.nextInt(2) : "ab/é".codePointAt(random.nextInt(4)));
        }
        return path.toString();
    }

    private Manifest manifest(String... paths) throws IOException {
        Manifest manifest = Manifest.empty(store, false);
        for (String path : paths) {
            manifest.put(file(path));
        }
        return manifest;
    }

    private static ManifestEntry file(String path) {
        return ManifestEntry.file(path, CONTENT, "", 0);
    }

    private static String entry(String path) {
        return "{" + HASH + (path.isEmpty() ? "" : ",\"path\":\"" + path + "\"") + "," + TIME + "}";
    }

    private static String written(ManifestEntry... entries) {
        return new String(ManifestWriting.bytes(List.of(entries)), StandardCharsets.UTF_8);
    }

    private Reference store(String json) throws IOException {
        return store.store(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), false);
    }

    private String json(Reference reference) throws IOException {
        return new String(store.open(reference).bytes(1 << 20), StandardCharsets.UTF_8);
    }

    /** The manifest at the end of a way through entries. */
    private String below(Reference root, String... ways) throws IOException {
        Reference reference = root;
        for (String way : ways) {
            String wanted = way;
            List<ManifestEntry> entries =
                    ManifestReading.entries(json(reference).getBytes(StandardCharsets.UTF_8));
            reference = entries.stream()
                    .filter(entry -> entry.isManifest() && wanted.startsWith(entry.path()))
                    .findFirst()
                    .orElseThrow()
                    .hash()
                    .orElseThrow();
        }
        return json(reference);
    }
}
