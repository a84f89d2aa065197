package org.jackfield.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jackfield.api.Capability;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.Peer;
import org.jackfield.api.Protocol;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What two Hellos have in common: two versions of each name, two thirds of them shared. Next to it which of two lists'
 * elements are in both, without order, versions and ids.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class NegotiationBenchmark {

    private static final int CODES = 17;

    @Param({"3", "30"})
    int each;

    private List<Capability> local;
    private List<Capability> remote;
    private Map<Capability, Integer> counts;
    private List<InstalledProtocol> offered;

    @Setup
    public void offer() {
        local = capabilities(0);
        remote = capabilities(each / 3);
        counts = local.stream().collect(Collectors.toMap(Function.identity(), capability -> CODES));
        InstalledProtocol.Origin origin = new InstalledProtocol.Origin("bench", "0.1.0", 1, 1);
        offered = local.stream()
                .map(capability -> InstalledProtocol.describe(new Offered(capability), origin))
                .toList();
    }

    /** The ranges of ids. */
    @Benchmark
    public List<CodeRange> ranges() {
        return Negotiation.negotiate(counts, remote);
    }

    /** With the protocols that serve them: what a link that begins does. */
    @Benchmark
    public List<Route> routes() {
        return Route.negotiate(offered, remote);
    }

    @Benchmark
    public List<Capability> bare() {
        Set<Capability> ours = new HashSet<>(local);
        List<Capability> shared = new ArrayList<>();
        for (Capability capability : remote) {
            if (ours.contains(capability)) {
                shared.add(capability);
            }
        }
        return shared;
    }

    private List<Capability> capabilities(int first) {
        List<Capability> all = IntStream.range(first, first + each)
                .mapToObj(i -> new Capability("sub" + i / 2, 1 + i % 2))
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(all, new Random(first));
        return all;
    }

    private record Offered(Capability capability) implements Protocol {

        @Override
        public int messageCount() {
            return CODES;
        }

        @Override
        public void run(Peer peer, MessagePipe pipe) {
            throw new UnsupportedOperationException("is only offered");
        }
    }
}
