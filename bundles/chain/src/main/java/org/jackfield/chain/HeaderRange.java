package org.jackfield.chain;

import java.util.Optional;

/**
 * A run of headers, as GetBlockHeaders of the eth protocol asks for it.
 *
 * @param startHash where to start, unless by number
 * @param startNumber where to start, if not by hash; unsigned
 * @param limit at most so many headers; unsigned
 * @param skip so many blocks are left out between two headers; unsigned
 * @param reverse towards the genesis block
 */
public record HeaderRange(Optional<byte[]> startHash, long startNumber, long limit, long skip, boolean reverse) {

    public static HeaderRange of(long startNumber, long limit, long skip, boolean reverse) {
        return new HeaderRange(Optional.empty(), startNumber, limit, skip, reverse);
    }

    public static HeaderRange of(byte[] startHash, long limit, long skip, boolean reverse) {
        return new HeaderRange(Optional.of(startHash), 0, limit, skip, reverse);
    }

    /**
     * The numbers of the blocks asked for, no more than there are.
     *
     * @param start number of the first block, 0 to {@code head}
     * @param head number of the last block there is
     * @param maxCount a bound besides the limit
     */
    long[] numbers(long start, long head, int maxCount) {
        boolean huge = skip < 0 || skip == Long.MAX_VALUE;
        long step = huge ? Long.MAX_VALUE : skip + 1;
        long reachable = (reverse ? start : head - start) / step + 1;
        long count = Math.min(reachable, maxCount);
        if (Long.compareUnsigned(limit, count) < 0) {
            count = limit;
        }
        long[] numbers = new long[(int) count];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = reverse ? start - i * step : start + i * step;
        }
        return numbers;
    }
}
