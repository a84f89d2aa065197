package org.jackfield.chunks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Looking a feed up where every read takes its time. */
class FeedSearchTest {

    private static final byte[] KEY = "a private key: any 32 bytes will".getBytes(StandardCharsets.US_ASCII);
    private static final Feed FEED = new Feed(Feed.topic("news", new byte[0]), Feed.userOf(KEY));
    private static final long BEGIN = 1_500_000_000;

    /** Updates by the time of each, at gaps of seconds up to months. */
    private static final class History {

        private final Map<Epoch, FeedUpdate> slots = new HashMap<>();
        private final TreeMap<Long, Epoch> byTime = new TreeMap<>();

        History(long seed, int updates) {
            Random random = new Random(seed);
            long now = BEGIN;
            Optional<Epoch> last = Optional.empty();
            for (int i = 0; i < updates; i++) {
                now += 1 + (long) Math.pow(2, random.nextDouble() * 23);
                long time = now;
                Epoch epoch = last.map(before -> before.next(time, 31)).orElse(Epoch.first(time, 31));
                slots.put(slot(epoch), new FeedUpdate(FEED, epoch, new byte[] {(byte) i}));
                byTime.put(now, epoch);
                last = Optional.of(epoch);
            }
        }

        Optional<FeedUpdate> at(Epoch slot, long now) {
            return Optional.ofNullable(slots.get(slot))
                    .filter(update -> update.epoch().time() <= now);
        }

        private static Epoch slot(Epoch epoch) {
            return new Epoch(epoch.base(), epoch.level());
        }
    }

    private record Outcome(Optional<Long> time, int rounds) {}

    /** Reads what is wanted at once, then looks again: a round is what somebody has to wait for. */
    private static Outcome search(History history, long now, Optional<Epoch> hint, int atOnce, Random order) {
        FeedSearch search = new FeedSearch(now, hint, 31);
        int rounds = 0;
        while (!search.isOver()) {
            List<Epoch> wanted = new ArrayList<>(search.wanted(atOnce));
            assertTrue(!wanted.isEmpty() && wanted.size() <= atOnce);
            Collections.shuffle(wanted, order);
            wanted.forEach(epoch -> search.read(epoch, history.at(epoch, now)));
            rounds++;
        }
        return new Outcome(search.found().map(update -> update.epoch().time()), rounds);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 16, 64})
    void findsTheSameHoweverManyAreReadAtOnce(int atOnce) {
        Random random = new Random(atOnce);
        for (int seed = 0; seed < 20; seed++) {
            History history = new History(seed, 1 + random.nextInt(150));
            long end = history.byTime.lastKey();
            for (int i = 0; i < 50; i++) {
                long now = BEGIN - 10 + (long) (random.nextDouble() * (end + 1_000 - BEGIN));
                Optional<Epoch> hint = i % 2 == 0
                        ? Optional.empty()
                        : Optional.of(new Epoch(now - random.nextInt(5_000_000) + 1_000, random.nextInt(32)));
                Outcome outcome = search(history, now, hint, atOnce, random);
                assertEquals(Optional.ofNullable(history.byTime.floorKey(now)), outcome.time(), "at " + now);
            }
        }
    }

    @Test
    void takesAThirdOfTheRoundsWithSixteenReadsAtOnce() {
        Random random = new Random(3);
        int oneByOne = 0;
        int together = 0;
        for (int seed = 0; seed < 50; seed++) {
            History history = new History(seed, 100);
            long now = history.byTime.lastKey() + random.nextInt(10_000_000);
            int alone = search(history, now, Optional.empty(), 1, random).rounds();
            int atOnce = search(history, now, Optional.empty(), FeedLookup.READS_AT_ONCE, random)
                    .rounds();
            assertTrue(atOnce <= alone, atOnce + " rounds instead of " + alone);
            oneByOne += alone;
            together += atOnce;
        }
        assertTrue(3 * together <= oneByOne, together + " rounds instead of " + oneByOne);
    }

    @Test
    void endsWhateverTheHint() {
        Random random = new Random(4);
        History none = new History(0, 0);
        for (int i = 0; i < 10_000; i++) {
            Epoch hint = new Epoch(random.nextLong() >>> 8 + random.nextInt(56), random.nextInt(256));
            long now = random.nextLong() >>> 8 + random.nextInt(56);
            assertEquals(
                    Optional.empty(),
                    search(none, now, Optional.of(hint), 3, random).time());
        }
    }

    @Test
    void findsUpdatesOfASourceThatTakesItsTime() throws IOException {
        History history = new History(7, 60);
        MemoryChunks chunks = new MemoryChunks();
        history.slots.values().forEach(update -> chunks.put(List.of(update.signed(KEY))));
        ExecutorService network = Executors.newFixedThreadPool(4);
        try {
            ChunkSource source = address ->
                    CompletableFuture.supplyAsync(() -> address, network).thenCompose(chunks::get);
            FeedLookup lookup = new FeedLookup(FEED, 31, source, Duration.ofMinutes(1), FeedLookup.READS_AT_ONCE);
            for (long now = BEGIN; now < history.byTime.lastKey() + 1_000; now += 3_000_001) {
                assertEquals(
                        Optional.ofNullable(history.byTime.floorKey(now)),
                        lookup.latest(now, Optional.empty())
                                .map(update -> update.epoch().time()));
            }
        } finally {
            network.shutdownNow();
        }
    }

    @Test
    void takesForMissingWhatDoesNotComeAndAsksForItNoMore() throws IOException {
        Queue<CompletableFuture<Chunk>> asked = new ConcurrentLinkedQueue<>();
        ChunkSource silent = address -> {
            CompletableFuture<Chunk> answer = new CompletableFuture<>();
            asked.add(answer);
            return answer;
        };

        FeedLookup lookup = new FeedLookup(FEED, 31, silent, Duration.ofMillis(1), FeedLookup.READS_AT_ONCE);

        assertEquals(Optional.empty(), lookup.latest(BEGIN, Optional.empty()));
        assertTrue(asked.stream().allMatch(CompletableFuture::isCancelled), asked.toString());
    }

    @Test
    void asksForOneAfterAnotherAsLongAsTheyAreHere() throws IOException {
        MemoryChunks chunks = new MemoryChunks();
        FeedUpdate first = new FeedUpdate(FEED, Epoch.first(BEGIN, 31), new byte[] {1});
        FeedUpdate second = new FeedUpdate(FEED, first.epoch().next(BEGIN + 1, 31), new byte[] {2});
        chunks.put(List.of(first.signed(KEY), second.signed(KEY)));
        List<Address> asked = new ArrayList<>();
        FeedLookup lookup = new FeedLookup(
                FEED,
                31,
                address -> {
                    asked.add(address);
                    return chunks.get(address);
                },
                Duration.ofMinutes(1),
                FeedLookup.READS_AT_ONCE);

        assertEquals(
                Optional.of(BEGIN + 1),
                lookup.latest(BEGIN + 1, Optional.empty())
                        .map(found -> found.epoch().time()));
        assertEquals(List.of(first.address(), second.address()), asked.subList(0, 2));
        assertEquals(asked.stream().distinct().count(), asked.size(), "none is asked for twice");
    }
}
