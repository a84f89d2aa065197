package org.jackfield.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors of go-ethereum, consensus/misc/eip4844/eip4844_test.go. */
class BlobLimitsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "0, 1, 0",
        "0, 3, 0",
        "0, 4, 131072",
        "1, 4, 131073",
        "1, 5, 262145",
        "393216, 3, 393216",
        "393216, 2, 262144",
        "393216, 1, 131072",
        "131071, 2, 0"
    })
    void excessGrowsByWhatIsAboveTheTarget(long excess, int blobs, long expected) {
        BlobLimits cancun = new BlobLimits(3, 6, 3_338_477);
        assertEquals(expected, cancun.excessAfter(parent(excess, blobs * 131_072L, 7), false));
    }

    @ParameterizedTest
    @CsvSource({
        "9, 14, 8832827, 5149252, 1310720, 30, 5617366",
        "21, 32, 20609697, 19251039, 2490368, 50, 20107103",
        "6, 9, 5007716, 0, 786432, 1000000000, 262144",
        "6, 9, 5007716, 0, 786432, 1, 0"
    })
    void fromOsakaOnBlobsHaveAReservePrice(
            int target, int max, long fraction, long excess, long used, long baseFee, long expected) {
        assertEquals(expected, new BlobLimits(target, max, fraction).excessAfter(parent(excess, used, baseFee), true));
    }

    /** TestCalcBlobFee and those of TestFakeExponential with a factor of 1. */
    @ParameterizedTest
    @CsvSource({
        "0, 3338477, 1",
        "2314057, 3338477, 1",
        "2314058, 3338477, 2",
        "10485760, 3338477, 23",
        "2, 1, 6",
        "4, 2, 6",
        "3, 1, 16",
        "6, 2, 18",
        "8, 2, 50",
        "5, 2, 11",
        "50000000, 2225652, 5709098764"
    })
    void thePriceIsExponential(long excess, long fraction, long price) {
        assertEquals(BigInteger.valueOf(price), new BlobLimits(3, 6, fraction).price(excess));
    }

    private static BlockHeader parent(long excess, long used, long baseFee) {
        HeaderDraft draft = new HeaderDraft();
        draft.baseFee = Optional.of(BigInteger.valueOf(baseFee));
        draft.withdrawalsRoot = Optional.of(TrieRoot.EMPTY);
        draft.blobGasUsed = Optional.of(used);
        draft.excessBlobGas = Optional.of(excess);
        return draft.header();
    }
}
