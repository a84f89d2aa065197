package org.jackfield.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jackfield.rlp.RlpException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ranges of GetBlockHeaders, on a chain of 29 blocks. */
class HeaderRangeTest {

    private static final int MANY = 1024;

    @TempDir
    static Path folder;

    private static StoredChain chain;

    @BeforeAll
    static void open() throws IOException {
        Genesis genesis = Golden.genesis();
        chain = new StoredChain(genesis, BlockStore.open(folder.resolve("chain"), genesis));
        chain.importBlocks(Golden.chainPath(), ImportProgress.IGNORED);
    }

    @AfterAll
    static void close() {
        chain.close();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 3, 0, false, 0 1 2",
        "5, 3, 0, true, 5 4 3",
        "1, 4, 9, false, 1 11 21",
        "29, 4, 9, true, 29 19 9",
        "1, 4, 8, true, 1",
        "27, 10, 0, false, 27 28 29",
        "2, 10, 0, true, 2 1 0",
        "29, 1, 0, false, 29",
        "30, 1, 0, false, ''",
        "3, 0, 0, false, ''",
        "3, 2, 18446744073709551615, false, 3",
        "3, 2, 18446744073709551615, true, 3",
        "3, 2, 9223372036854775807, false, 3",
        "3, 2, 9223372036854775806, true, 3",
        "3, 18446744073709551615, 12, false, 3 16 29",
        "18446744073709551615, 5, 0, false, ''",
        "18446744073709551615, 5, 0, true, ''",
        "9223372036854775807, 5, 0, true, ''"
    })
    void theHeadersAreThoseAskedFor(String start, String limit, String skip, boolean reverse, String numbers)
            throws RlpException {
        HeaderRange range = HeaderRange.of(
                Long.parseUnsignedLong(start), Long.parseUnsignedLong(limit), Long.parseUnsignedLong(skip), reverse);
        assertEquals(numbers, numbers(chain.headers(range, MANY, Integer.MAX_VALUE)));

        long number = Long.parseUnsignedLong(start);
        if (Long.compareUnsigned(number, Golden.BLOCKS) <= 0) {
            byte[] hash = chain.canonicalHash(number).orElseThrow();
            HeaderRange byHash = HeaderRange.of(hash, range.limit(), range.skip(), reverse);
            assertEquals(numbers, numbers(chain.headers(byHash, MANY, Integer.MAX_VALUE)));
        }
    }

    @Test
    void anUnknownHashStartsNothing() {
        assertTrue(chain.headers(HeaderRange.of(new byte[32], 5, 0, false), MANY, Integer.MAX_VALUE)
                .isEmpty());
    }

    @Test
    void theAnswerEndsWithTheHeaderThatReachesTheLimitOfBytes() {
        int first = chain.header(1).orElseThrow().encoded().length;
        HeaderRange range = HeaderRange.of(1, 20, 0, false);
        assertEquals(1, chain.headers(range, MANY, first).size());
        assertEquals(2, chain.headers(range, MANY, first + 1).size());
        assertEquals(7, chain.headers(range, 7, Integer.MAX_VALUE).size());
    }

    /** Against the rule as the specification words it, one number after another. */
    @Test
    void countsAgreeWithAPlainLoop() {
        long head = 11;
        for (long start = 0; start <= head; start++) {
            for (long skip = 0; skip < 14; skip++) {
                for (boolean reverse : new boolean[] {false, true}) {
                    long[] expected = new long[5];
                    int count = 0;
                    for (long n = start; n >= 0 && n <= head && count < 5; n += (reverse ? -1 : 1) * (skip + 1)) {
                        expected[count++] = n;
                    }
                    HeaderRange range = HeaderRange.of(start, 5, skip, reverse);
                    assertArrayEquals(Arrays.copyOf(expected, count), range.numbers(start, head, 9));
                }
            }
        }
    }

    private static String numbers(List<byte[]> headers) throws RlpException {
        long[] numbers = new long[headers.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = BlockHeader.decode(headers.get(i)).number();
        }
        return Arrays.stream(numbers).mapToObj(Long::toString).collect(Collectors.joining(" "));
    }
}
