package org.jackfield.envelopes;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.jackfield.bench.TimeShares;

/** Envelopes accepted and relayed, nonces tried, memory, and a flood. Argument: number of rounds, of which the median is told. */
final class EnvelopeBenchmark {

    private static final int COUNT = 20_000;
    private static final int DATA_BYTES = 400;
    /** Little, so that making them does not take minutes; checking them is as much work as with more. */
    private static final double MADE_WORK = 0.0005;

    private final PrintStream out;
    private final int rounds;

    private EnvelopeBenchmark(PrintStream out, int rounds) {
        this.out = out;
        this.rounds = rounds;
    }

    public static void main(String[] arguments) throws Exception {
        EnvelopeBenchmark benchmark = new EnvelopeBenchmark(System.out, Integer.parseInt(arguments[0]));
        benchmark.sealing();
        List<Envelope> envelopes = new MadeEnvelopes(600).make(COUNT, DATA_BYTES, MADE_WORK);
        List<byte[]> packets = ExchangeRun.packets(envelopes);
        benchmark.exchange(packets, 0);
        benchmark.exchange(packets, 10);
        benchmark.memory(packets);
        benchmark.flood();
    }

    private void exchange(List<byte[]> packets, int earlier) throws Exception {
        List<Double> rates = new ArrayList<>();
        ExchangeRun last = new ExchangeRun(packets, MADE_WORK, earlier);
        try (TimeShares shares = new TimeShares(Map.of("org.jackfield.crypto.", "Keccak"))) {
            // The first has the compiler to wait for.
            for (int i = 0; i <= rounds; i++) {
                last = new ExchangeRun(packets, MADE_WORK, earlier);
                long begun = ThreadTime.nanos();
                last.run();
                rates.add(COUNT * 1e9 / (ThreadTime.nanos() - begun));
            }
            double rate = median(rates.subList(1, rounds + 1));
            PoolStatus status = last.status();
            check(status.accepted() == COUNT && status.rejected() == 0, "not all were accepted: " + status);
            out.printf(
                    "exchange, %d peers, %d of them of the earlier generation, %d B of data:%n"
                            + "  %,.0f envelopes/s of one core accepted and relayed, %,.0f deliveries/s, %.0f MB/s out; Keccak %.0f %%%n",
                    ExchangeRun.PEERS,
                    earlier,
                    DATA_BYTES,
                    rate,
                    rate * last.delivered() / COUNT,
                    rate * last.bytesSent() / COUNT / 1e6,
                    100 * shares.end().get("Keccak"));
        }
    }

    private void sealing() {
        out.println("sealing, nonces/s of one thread:");
        for (int dataBytes : new int[] {60, 400, 4096}) {
            seal(List.of(Generation.LATER), dataBytes);
        }
        seal(List.of(Generation.EARLIER), 400);
    }

    private void seal(List<Generation> generations, int dataBytes) {
        SealingRate rate = new SealingRate(dataBytes, generations);
        List<Double> searched = new ArrayList<>();
        List<Double> looped = new ArrayList<>();
        for (int i = 0; i <= rounds; i++) {
            searched.add(rate.search());
            looped.add(rate.plainLoop());
        }
        double search = median(searched.subList(1, rounds + 1));
        double plain = median(looped.subList(1, rounds + 1));
        out.printf(
                "  %-8s %,4d B hashed: %,.0f, plain loop %,.0f: %.0f %% (90 %% aimed at)%n",
                generations.get(0), rate.inputBytes(), search, plain, 100 * search / plain);
        check(rate.kept() != 0, "nothing was hashed");
    }

    private void memory(List<byte[]> packets) throws Exception {
        int pooled = 10_000;
        List<byte[]> half = packets.subList(0, packets.size() * pooled / COUNT);
        DoubleSupplier used = () -> {
            for (int i = 0; i < 3; i++) {
                System.gc();
            }
            return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        };
        double before = used.getAsDouble();
        ExchangeRun run = new ExchangeRun(half, MADE_WORK, 0);
        run.run();
        double after = used.getAsDouble();
        PoolStatus status = run.status();
        check(status.envelopes() == pooled, "not all are pooled: " + status);
        out.printf(
                "memory of %,d pooled envelopes, all known to %d peers: %.1f MB, of which %.1f MB are their encodings; %.0f B each beside%n",
                pooled,
                ExchangeRun.PEERS,
                (after - before) / 1e6,
                status.bytes() / 1e6,
                (after - before - status.bytes()) / pooled);
    }

    private void flood() throws Exception {
        MadeEnvelopes made = new MadeEnvelopes(120);
        int seconds = 12;
        List<Envelope> honest = made.make(seconds * 50, 100, 8 * BenchRoom.MIN_WORK);
        List<Envelope> useless = new ArrayList<>(made.make(10_000, 100, BenchRoom.MIN_WORK));
        useless.addAll(made.weak(10_000, 100, BenchRoom.MIN_WORK));
        Collections.shuffle(useless, new Random(1));
        FloodRun warm = new FloodRun(honest.subList(0, 100), useless);
        warm.run();
        FloodRun quiet = new FloodRun(honest, List.of());
        List<Long> before = quiet.run();
        FloodRun flooded = new FloodRun(honest, useless);
        List<Long> during = flooded.run();
        tell("without", before);
        tell("with   ", during);
        out.printf(
                "  the hostile peer sent %,d envelopes, %,d of them too weak, and was thrown out %d times; %,d are pooled%n",
                flooded.hostileEnvelopes(),
                flooded.hostileRejections(),
                flooded.hostileEnds(),
                flooded.status().envelopes());
        check(flooded.hostileEnds() > 0, "the hostile peer is still there");
    }

    private void tell(String what, List<Long> latencies) {
        out.printf(
                "flood: %s: %,d deliveries, p50 %d ms, p99 %d ms%n",
                what,
                latencies.size(),
                latencies.get(latencies.size() / 2),
                latencies.get(latencies.size() * 99 / 100));
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    private static void check(boolean right, String otherwise) {
        if (!right) {
            throw new IllegalStateException(otherwise);
        }
    }
}
