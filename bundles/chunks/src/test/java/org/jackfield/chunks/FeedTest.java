package org.jackfield.chunks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedTest {

    private static final byte[] KEY = "a private key: any 32 bytes will".getBytes(StandardCharsets.US_ASCII);
    private static final Feed FEED = new Feed(Feed.topic("weather", new byte[0]), Feed.userOf(KEY));

    private final MemoryChunks store = new MemoryChunks();

    /** Source: ethersphere/swarm v0.5.8, storage/feed/id_test.go:16-20, and the same test of go-ethereum v1.8.27. */
    @ParameterizedTest
    @CsvSource({
        "31, 842d0a81987b9755dfeaa5558f5c134c1c0af48b6545005cac7b533d9411453a",
        "25, 8b24583ec293e085f4c78aaee66d1bc5abfb8b4233304d14a349afa57af2a783"
    })
    void findsUpdatesWhereTheOriginalPutsThem(int level, String address) {
        byte[] topic = Feed.topic("world news report, every hour", new byte[0]);
        byte[] user = HexFormat.of().parseHex("876a8936a7cd0b79ef0735ad0896c1afe278781c");
        assertEquals(
                address, new Feed(topic, user).address(new Epoch(1000, level)).hex());
    }

    @Test
    void makesTheTopicOfANameAndWhatItIsAbout() {
        byte[] related = Samples.random(1, 32);
        byte[] topic = Feed.topic("ab", related);
        assertEquals((byte) (related[0] ^ 'a'), topic[0]);
        assertEquals((byte) (related[1] ^ 'b'), topic[1]);
        assertArrayEquals(Arrays.copyOfRange(related, 2, 32), Arrays.copyOfRange(topic, 2, 32));
        assertThrows(IllegalArgumentException.class, () -> Feed.topic("a".repeat(33), new byte[0]));
        assertThrows(IllegalArgumentException.class, () -> Feed.topic("a", new byte[33]));
    }

    @Test
    void readsWhatItSigned() throws InvalidChunkException {
        byte[] data = Samples.random(2, FeedUpdate.MAX_DATA_BYTES);
        Chunk chunk = new FeedUpdate(FEED, new Epoch(1000, 25), data).signed(KEY);
        assertEquals(4096, chunk.data().length);
        FeedUpdate read = FeedUpdate.decode(Chunk.verified(chunk.address(), chunk.data()));
        assertEquals(FEED, read.feed());
        assertEquals(new Epoch(1000, 25), read.epoch());
        assertArrayEquals(data, read.data());
    }

    @Test
    void refusesASignatureOfSomebodyElse() {
        FeedUpdate update = new FeedUpdate(FEED, new Epoch(1000, 25), new byte[] {1});
        byte[] other = KEY.clone();
        other[0]++;
        assertThrows(IllegalArgumentException.class, () -> update.signed(other));
        assertThrows(IllegalArgumentException.class, () -> update.signedWith(new byte[64]));
        assertThrows(IllegalArgumentException.class, () -> new FeedUpdate(FEED, new Epoch(1, 1), new byte[0]));
        assertThrows(IllegalArgumentException.class, () -> new FeedUpdate(FEED, new Epoch(1, 1), new byte[3964]));
    }

    @Test
    void refusesBrokenUpdates() {
        Chunk chunk = new FeedUpdate(FEED, new Epoch(1000, 25), Samples.random(1, 40)).signed(KEY);
        Random random = new Random(6);
        for (int i = 0; i < 10_000; i++) {
            byte[] broken = Arrays.copyOf(chunk.data(), i % 4 == 0 ? random.nextInt(5000) : chunk.data().length);
            if (i % 4 != 0 || broken.length == chunk.data().length) {
                broken[random.nextInt(broken.length)] ^= 1 << random.nextInt(8);
            }
            assertThrows(
                    InvalidChunkException.class,
                    () -> FeedUpdate.decode(Chunk.verified(chunk.address(), broken)),
                    () -> HexFormat.of().formatHex(broken));
        }
    }

    /** Source: ethersphere/swarm v0.5.8, storage/feed/lookup/lookup.go ("GetNextLevel"). */
    @ParameterizedTest
    @CsvSource({
        "1533799046, 30, 1533799046, 29",
        "1533799046, 5, 1533799046, 4",
        "0, 25, 1533799046, 30",
        "1533799046, 1, 1533799047, 0",
        "1533799046, 0, 1533799046, 0",
        "1533799046, 20, 1533799047, 19",
        "0, 31, 4294967296, 31",
    })
    void placesTheNextUpdate(long lastTime, int lastLevel, long now, int level) {
        assertEquals(level, new Epoch(lastTime, lastLevel).next(now, 31).level());
    }

    private static FeedLookup lookup(int highestLevel, ChunkSource source) {
        return new FeedLookup(FEED, highestLevel, source, Duration.ofMinutes(1), FeedLookup.READS_AT_ONCE);
    }

    @ParameterizedTest
    @ValueSource(ints = {25, 31})
    void findsTheLatestUpdateUpToAnyMoment(int highestLevel) throws IOException {
        Random random = new Random(highestLevel);
        TreeMap<Long, FeedUpdate> history = new TreeMap<>();
        FeedLookup lookup = lookup(highestLevel, store);
        long now = 1_500_000_000;
        Optional<FeedUpdate> last = Optional.empty();
        for (int i = 0; i < 200; i++) {
            now += 1 + (long) Math.pow(2, random.nextDouble() * 22);
            FeedUpdate update = new FeedUpdate(FEED, lookup.next(now, last), new byte[] {(byte) i});
            store.put(List.of(update.signed(KEY)));
            history.put(now, update);
            last = Optional.of(update);
        }
        assertEquals(200, store.chunks.size());
        for (int i = 0; i < 300; i++) {
            long moment = 1_499_999_990 + (long) (random.nextDouble() * (now - 1_499_999_980));
            Optional<Epoch> hint = Optional.of(history.ceilingEntry(1_500_000_000 + i * 1000L))
                    .map(entry -> entry.getValue().epoch())
                    .filter(epoch -> random.nextBoolean());
            Optional<Long> expected = Optional.ofNullable(history.floorKey(moment));
            assertEquals(
                    expected,
                    lookup.latest(moment, hint).map(update -> update.epoch().time()),
                    "at " + moment);
        }
        assertTrue(lookup.latest(now + 1_000_000_000, Optional.empty()).isPresent());
    }

    @Test
    void survivesAHintThatIsWrong() throws IOException {
        FeedLookup lookup = lookup(31, store);
        assertEquals(Optional.empty(), lookup.latest(1000, Optional.of(new Epoch(900, 3))));
        FeedUpdate update = new FeedUpdate(FEED, Epoch.first(500, 31), new byte[] {1});
        store.put(List.of(update.signed(KEY)));
        for (int level = 0; level < 32; level++) {
            for (long time : new long[] {0, 499, 500, 900, 1000, 5000}) {
                assertEquals(
                        Optional.of(500L),
                        lookup.latest(1000, Optional.of(new Epoch(time, level)))
                                .map(found -> found.epoch().time()),
                        "hint " + time + " at level " + level);
            }
        }
    }
}
