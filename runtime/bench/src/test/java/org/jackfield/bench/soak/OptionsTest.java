package org.jackfield.bench.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

    @ParameterizedTest(name = "{0} minutes, a swap every {1} s")
    @CsvSource({"30, 10, 30, 6", "5, 10, 30, 1", "2, 10, 12, 1", "60, 10, 60, 6", "1, 90, 0, 0", "30, 120, 15, 1"})
    void aRowIsAMinuteAndShorterWhereThereWouldBeFew(String minutes, String swapSeconds, int rows, int swapsARow) {
        String[] arguments = {"--minutes", minutes, "--swap-seconds", swapSeconds};
        if (rows == 0) {
            assertThrows(IllegalArgumentException.class, () -> Options.parse(arguments));
        } else {
            Options options = Options.parse(arguments);
            assertEquals(rows, options.rows());
            assertEquals(swapsARow, options.swapsARow());
        }
    }

    @Test
    void aTurnIsAsLongAsTheRateHasIt() {
        Options options = Options.parse("--links", "100", "--rate", "10000", "--window", "4");

        // 100 links, both ways, one number of the one protocol and four of the other.
        assertEquals(Duration.ofMillis(100), options.turn());
    }
}
