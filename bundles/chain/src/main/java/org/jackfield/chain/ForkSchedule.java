package org.jackfield.chain;

import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * When the forks of a chain take effect, read from the {@code config} of a genesis file: every key that ends in
 * {@code Block} or {@code Time} and has a number is a fork, so that those to come are counted without our knowing them.
 * A fork that is not named never happens.
 */
public final class ForkSchedule {

    private final Map<String, Long> blocks = new TreeMap<>();
    private final Map<String, Long> times = new TreeMap<>();
    private final Optional<BigInteger> terminalDifficulty;
    private final long genesisTime;
    private final BlobSchedule blobs;

    private ForkSchedule(Map<String, Object> config, long genesisTime) {
        this.genesisTime = genesisTime;
        config.forEach((key, value) -> {
            if (key.endsWith("Block") && value != null) {
                blocks.put(key.substring(0, key.length() - "Block".length()), number(key, value));
            } else if (key.endsWith("Time") && value != null) {
                times.put(key.substring(0, key.length() - "Time".length()), number(key, value));
            }
        });
        blobs = new BlobSchedule(config.get("blobSchedule"), times);
        terminalDifficulty = Optional.ofNullable(config.get("terminalTotalDifficulty"))
                .map(value -> JsonNumber.unsigned("terminalTotalDifficulty", value));
    }

    /**
     * @param config as in a genesis file
     * @throws IllegalArgumentException if a fork is set to something that is no block number or time
     */
    static ForkSchedule of(Map<String, Object> config, long genesisTime) {
        return new ForkSchedule(config, genesisTime);
    }

    /**
     * The last fork that has taken effect at a block. Those before it have too, even where the configuration leaves them
     * out: forks build on each other.
     */
    public Fork at(long number, long timestamp) {
        Fork latest = Fork.FRONTIER;
        for (Fork fork : Fork.values()) {
            boolean active = fork.byTime()
                    ? passed(times.get(fork.shortName()), timestamp)
                    : passed(blocks.get(fork.shortName()), number);
            if (active) {
                latest = fork;
            }
        }
        return latest;
    }

    /** Whether base fees are paid at block {@code number} (EIP-1559). */
    public boolean london(long number) {
        return passed(blocks.get("london"), number);
    }

    /** Whether blocks have withdrawals at that time (EIP-4895). */
    public boolean shanghai(long timestamp) {
        return passed(times.get("shanghai"), timestamp);
    }

    /** Whether blocks account for blobs at that time (EIP-4844). */
    public boolean cancun(long timestamp) {
        return passed(times.get("cancun"), timestamp);
    }

    /** Whether blocks have requests at that time (EIP-7685). */
    public boolean prague(long timestamp) {
        return passed(times.get("prague"), timestamp);
    }

    /** Whether blocks have access lists at that time (EIP-7928). */
    public boolean amsterdam(long timestamp) {
        return passed(times.get("amsterdam"), timestamp);
    }

    /** Whether excess blob gas has a reserve price at that time (EIP-7918). */
    boolean osaka(long timestamp) {
        return passed(times.get("osaka"), timestamp);
    }

    /**
     * Wei per blob gas in the block of a header that has been verified; empty before Cancun (EIP-4844). That of the block to
     * come is in {@link Chain#nextFees}.
     */
    public Optional<BigInteger> blobFee(BlockHeader header) {
        return blobs(header.timestamp())
                .flatMap(limits -> header.excessBlobGas().map(limits::price));
    }

    /** What blobs a block of that time may have; empty before Cancun. */
    Optional<BlobLimits> blobs(long timestamp) {
        return blobs.at(timestamp);
    }

    /** How much blob gas the blobs of a block of that time may use; empty before Cancun (EIP-4844, EIP-7840). */
    public OptionalLong maxBlobGas(long timestamp) {
        return blobs(timestamp).stream().mapToLong(BlobLimits::maxGas).findFirst();
    }

    /** What the blobs of the block with that header cost, in wei per blob gas (EIP-4844); empty before Cancun. */
    public Optional<BigInteger> blobPrice(BlockHeader header) {
        Optional<BlobLimits> limits = blobs(header.timestamp());
        return header.excessBlobGas().flatMap(excess -> limits.map(known -> known.price(excess)));
    }

    /** The total difficulty from which on blocks are made by proof of stake (EIP-3675). */
    public Optional<BigInteger> terminalDifficulty() {
        return terminalDifficulty;
    }

    /** Forks by block number that count for a fork id: rising, each once, those of the genesis block left out. */
    LongStream countedBlocks() {
        return blocks.values().stream()
                .mapToLong(Long::longValue)
                .filter(number -> number > 0)
                .sorted()
                .distinct();
    }

    /** Forks by time that count for a fork id: rising, each once, those up to genesis left out. */
    LongStream countedTimes() {
        return times.values().stream()
                .mapToLong(Long::longValue)
                .filter(time -> time > genesisTime)
                .sorted()
                .distinct();
    }

    private static boolean passed(Long fork, long at) {
        return fork != null && at >= fork;
    }

    private static long number(String key, Object value) {
        return JsonNumber.nonNegative(key, value);
    }
}
