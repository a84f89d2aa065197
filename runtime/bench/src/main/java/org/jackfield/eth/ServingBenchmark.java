package org.jackfield.eth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jackfield.chain.ChainFolder;
import org.jackfield.chain.HeaderRange;
import org.jackfield.chain.MadeBlocks;
import org.jackfield.chain.MadeGenesis;
import org.jackfield.chain.StoredChain;
import org.jackfield.rlp.RlpException;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Answers of eth/69 from a store of made blocks: requests in, payloads out, one after another all over the chain. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ServingBenchmark {

    private static final int BLOCKS = 10_000;

    /** Headers, or blocks, a request asks for. */
    @Param({"192", "1024"})
    int count;

    private Path folder;
    private StoredChain chain;
    private ChainAnswers answers;
    private List<byte[]> headerRequests;
    private List<byte[]> hashRequests;
    private int turn;

    /** What the answers sum up to. */
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Volume {
        public long bytes;

        byte[] add(byte[] payload) {
            bytes += payload.length;
            return payload;
        }
    }

    @Setup
    public void fill() throws IOException {
        folder = Files.createTempDirectory("serving");
        ChainFolder made = new ChainFolder(folder.resolve("chain"), MadeGenesis.STAKE);
        chain = made.fill(MadeBlocks.byStake(1).next(BLOCKS)).open();
        answers = new ChainAnswers(EthVersion.ETH_69, chain);
        List<Integer> starts =
                IntStream.range(0, BLOCKS / count).map(i -> i * count).boxed().toList();
        headerRequests = starts.stream().map(this::headersFrom).toList();
        hashRequests = starts.stream().map(this::hashesFrom).toList();
    }

    @TearDown(Level.Trial)
    public void delete() throws IOException {
        chain.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(ServingBenchmark::delete);
        }
    }

    @Benchmark
    public byte[] headers(Volume volume) throws RlpException {
        return volume.add(answers.headers(next(headerRequests)));
    }

    @Benchmark
    public byte[] bodies(Volume volume) throws RlpException {
        return volume.add(answers.bodies(next(hashRequests)));
    }

    @Benchmark
    public byte[] receipts(Volume volume) throws RlpException {
        return volume.add(answers.receipts(next(hashRequests)));
    }

    private byte[] next(List<byte[]> requests) {
        turn = (turn + 1) % requests.size();
        return requests.get(turn);
    }

    private byte[] headersFrom(int start) {
        return new HeadersRequest(1, HeaderRange.of(start, count, 0, false)).encoded();
    }

    private byte[] hashesFrom(int start) {
        List<byte[]> hashes = IntStream.range(start, start + count)
                .mapToObj(number -> chain.canonicalHash(number).orElseThrow())
                .toList();
        return new HashesRequest(1, hashes).encoded();
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
