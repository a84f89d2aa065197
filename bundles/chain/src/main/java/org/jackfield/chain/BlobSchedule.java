package org.jackfield.chain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which {@link BlobLimits} hold when: {@code blobSchedule} of a genesis file's {@code config} (EIP-7840, EIP-7892), with
 * those of Cancun and Prague where the file leaves them out.
 */
final class BlobSchedule {

    /** The forks that may change the limits, in their order. */
    private static final List<String> FORKS =
            List.of("cancun", "prague", "osaka", "bpo1", "bpo2", "bpo3", "bpo4", "bpo5", "amsterdam");

    /** EIP-4844 and EIP-7691. */
    private static final Map<String, BlobLimits> STANDARD =
            Map.of("cancun", new BlobLimits(3, 6, 3_338_477), "prague", new BlobLimits(6, 9, 5_007_716));

    private final Map<String, Long> times;
    private final Map<String, BlobLimits> limits = new LinkedHashMap<>();

    /**
     * @param times of forks, by their names
     * @throws IllegalArgumentException if {@code schedule} is no such object
     */
    BlobSchedule(Object schedule, Map<String, Long> times) {
        this.times = times;
        Map<?, ?> given = schedule == null ? Map.of() : object("blobSchedule", schedule);
        for (String fork : FORKS) {
            if (given.get(fork) != null) {
                limits.put(fork, limits(fork, object("blobSchedule." + fork, given.get(fork))));
            } else if (STANDARD.containsKey(fork)) {
                limits.put(fork, STANDARD.get(fork));
            }
        }
    }

    /** The limits of a block of that time; empty before Cancun. */
    Optional<BlobLimits> at(long timestamp) {
        Optional<BlobLimits> last = Optional.empty();
        for (Map.Entry<String, BlobLimits> entry : limits.entrySet()) {
            Long from = times.get(entry.getKey());
            if (from != null && timestamp >= from) {
                last = Optional.of(entry.getValue());
            }
        }
        return last;
    }

    private static BlobLimits limits(String fork, Map<?, ?> fields) {
        String name = "blobSchedule." + fork;
        BlobLimits limits = new BlobLimits(
                count(name + ".target", fields.get("target")),
                count(name + ".max", fields.get("max")),
                JsonNumber.nonNegative(name + ".baseFeeUpdateFraction", fields.get("baseFeeUpdateFraction")));
        if (limits.target() > limits.max() || limits.max() == 0 || limits.updateFraction() == 0) {
            throw new IllegalArgumentException(name + " makes no sense: " + limits);
        }
        return limits;
    }

    private static int count(String name, Object value) {
        long count = JsonNumber.nonNegative(name, value);
        if (count > Short.MAX_VALUE) {
            throw new IllegalArgumentException(name + " is " + count + ", at most " + Short.MAX_VALUE + " expected");
        }
        return (int) count;
    }

    private static Map<?, ?> object(String name, Object value) {
        if (!(value instanceof Map)) {
            throw new IllegalArgumentException(name + " is not an object");
        }
        return (Map<?, ?>) value;
    }
}
