package org.jackfield.envelopes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SealingThreadsTest {

    private static final double UNREACHABLE = 1e15;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final FakeTime time = new FakeTime();
    private final Deque<Runnable> turns = new ArrayDeque<>();
    private final SealingThreads sealing = sealing(Generation.LATER);
    private final List<Double> told = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        // work, ttl, data, bits
        "0.2, 1, 4, 3", // 4.8
        "1, 1, 12, 5", // 32
        "1, 1, 13, 6", // 33
        "0.2, 50, 236, 12", // 2560
        "2, 50, 236, 15", // 25600
        "0.0001, 1, 4, 1",
    })
    void aimsAtTheFirstPowerOfTwoThatIsEnough(double work, long ttl, int dataBytes, int bits) {
        Envelope envelope = Envelope.of(ttl, ttl, new Topic(0), new byte[dataBytes], 0);
        assertEquals(bits, Generation.targetBits(work, envelope));
    }

    @Test
    void aimsAtTheLargerOfBothSizes() {
        long ttl = 1 << 16;
        Envelope envelope = Envelope.of(FakeTime.START, ttl, new Topic(0), new byte[65_600], 0);
        assertEquals(65_620, envelope.size());
        assertEquals(65_622, envelope.unsealedBytes());
        assertEquals(20, Generation.targetBits((1 << 20) / 65_622.0 / ttl, envelope));
        assertEquals(21, Generation.targetBits((1 << 20) / 65_621.0 / ttl, envelope));
    }

    @ParameterizedTest
    @CsvSource({"EARLIER, 2, 10", "LATER, 2, 10", "LATER, 5, 1000", "EARLIER, 0.02, 70000", "LATER, 0.02, 70000"})
    void reachesItsTarget(Generation generation, double target, int dataBytes) throws Exception {
        CompletableFuture<Envelope> result =
                sealing(generation).seal(draft(5, dataBytes), new Effort(target, MINUTE), told::add);
        run();
        double work = Samples.work(generation, result.get());
        assertTrue(work >= target, work + "");
        assertEquals(FakeTime.START + 5, result.get().expiry());
        assertEquals(FakeTime.START, result.get().sent());
    }

    @Test
    void sealsForBothGenerationsAtOnce() throws Exception {
        CompletableFuture<Envelope> result =
                sealing(Generation.values()).seal(draft(5, 10), new Effort(0.5, MINUTE), told::add);
        run();
        for (Generation generation : Generation.values()) {
            assertTrue(Samples.work(generation, result.get()) >= 0.5, generation.name());
        }
    }

    @Test
    void doesNoWorkForATargetOfZero() throws Exception {
        CompletableFuture<Envelope> result = sealing.seal(draft(5, 10), new Effort(0, Duration.ZERO), told::add);
        run();
        assertEquals(0, result.get().nonce());
        assertEquals(FakeTime.START + 5, result.get().expiry());
    }

    @Test
    void usesAllTheTimeForANegativeTargetAndAddsItToTheExpiry() throws Exception {
        CompletableFuture<Envelope> result =
                sealing.seal(draft(5, 10), new Effort(-1, Duration.ofSeconds(3)), told::add);
        turn();
        for (int i = 0; i < 3; i++) {
            assertFalse(result.isDone());
            turn();
            time.pass(1000);
        }
        turn();
        assertEquals(FakeTime.START + 5 + 3, result.get().expiry());
        assertEquals(List.of(0.0, 1 / 3.0, 2 / 3.0), told);
        int bits = Generation.LATER.bits(result.get());
        assertTrue(bits >= 15, "of " + 4 * SealJob.TURN + " nonces: " + bits);
    }

    @Test
    void failsWhenItsTimeIsUp() {
        CompletableFuture<Envelope> result =
                sealing.seal(draft(5, 10), new Effort(UNREACHABLE, Duration.ofSeconds(1)), told::add);
        turn();
        turn();
        assertFalse(result.isDone());
        time.pass(1000);
        run();
        assertInstanceOf(
                TimeoutException.class,
                assertThrows(ExecutionException.class, result::get).getCause());
    }

    @Test
    void tellsWhatShareOfTheExpectedWorkIsDone() {
        Draft draft = draft(1, 12);
        double target = (1 << 18) / 32.0;
        sealing.seal(draft, new Effort(target, MINUTE), told::add);
        assertEquals(18, Generation.targetBits(target, Envelope.of(1, 1, draft.topic(), draft.data(), 0)));
        turn();
        turn();
        turn();
        assertEquals(List.of(1 / 4.0, 2 / 4.0), told);
        run();
        assertTrue(told.stream().allMatch(share -> share > 0 && share < 1), told.toString());
    }

    @Test
    void endsWhatIsCancelled() {
        CompletableFuture<Envelope> result = sealing.seal(draft(5, 10), new Effort(UNREACHABLE, MINUTE), told::add);
        turn();
        turn();
        result.cancel(false);
        run();
        assertEquals(1, told.size());
    }

    @Test
    void letsAShortOnePassALongOne() throws Exception {
        CompletableFuture<Envelope> longOne = sealing.seal(draft(5, 10), new Effort(UNREACHABLE, MINUTE), told::add);
        CompletableFuture<Envelope> shortOne = sealing.seal(draft(5, 10), new Effort(0.2, MINUTE), share -> {});
        for (int i = 0; i < 4; i++) {
            turn();
        }
        assertTrue(shortOne.isDone());
        assertFalse(longOne.isDone());
    }

    @Test
    void refusesMoreThanItKeeps() throws Exception {
        List<CompletableFuture<Envelope>> waiting = new ArrayList<>();
        for (int i = 0; i < SealingThreads.MAX_JOBS; i++) {
            waiting.add(sealing.seal(draft(5, 10), new Effort(UNREACHABLE, MINUTE), told::add));
        }
        CompletableFuture<Envelope> more = sealing.seal(draft(5, 10), new Effort(0.2, MINUTE), told::add);
        assertInstanceOf(
                RejectedExecutionException.class,
                assertThrows(ExecutionException.class, more::get).getCause());
        waiting.get(7).cancel(false);
        assertFalse(
                sealing.seal(draft(5, 10), new Effort(0.2, MINUTE), told::add).isDone(), "there is room again");
    }

    @Test
    void givesUpAllWhenItCloses() {
        CompletableFuture<Envelope> result = sealing.seal(draft(5, 10), new Effort(UNREACHABLE, MINUTE), told::add);
        sealing.close();
        assertThrows(CancellationException.class, result::join);
        run();
    }

    @Test
    void failsForALifeThatDoesNotFit() {
        CompletableFuture<Envelope> result = sealing.seal(draft(0xffff_ffffL, 10), new Effort(0.2, MINUTE), told::add);
        run();
        assertInstanceOf(
                IllegalArgumentException.class,
                assertThrows(ExecutionException.class, result::get).getCause());
    }

    private SealingThreads sealing(Generation... generations) {
        return new SealingThreads(turns::add, List.of(generations), time);
    }

    private void turn() {
        turns.remove().run();
    }

    private void run() {
        while (!turns.isEmpty()) {
            turn();
        }
    }

    /** The same each time: what data the other tests leave is another whenever they run in another order. */
    private static Draft draft(long ttl, int dataBytes) {
        byte[] data = new byte[dataBytes];
        new Random(2).nextBytes(data);
        return new Draft(ttl, Samples.TOPIC, data);
    }
}
