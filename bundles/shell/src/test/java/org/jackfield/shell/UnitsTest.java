package org.jackfield.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {

    @ParameterizedTest
    @CsvSource({"0,0 B", "1023,1023 B", "1024,1.0 KiB", "1536,1.5 KiB", "16777215,16.0 MiB", "5368709120,5.0 GiB"})
    void writesBytes(long bytes, String text) {
        assertEquals(text, Units.bytes(bytes));
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S,0.00 ms",
        "PT0.00025S,0.25 ms",
        "PT0.012S,12 ms",
        "PT4.2S,4.2 s",
        "PT59.9S,59.9 s",
        "PT3M5S,3m 5s",
        "PT2H4M,2h 4m",
        "P5DT3H,5d 3h"
    })
    void writesDurations(Duration duration, String text) {
        assertEquals(text, Units.duration(duration));
    }

    @ParameterizedTest
    @CsvSource({"500ms,PT0.5S", "5s,PT5S", "2m,PT2M", "1h,PT1H", "7,PT7S", "0s,PT0S"})
    void readsDurations(String text, Duration duration) throws CommandException {
        assertEquals(duration, Units.parseDuration(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "-1s", "1.5s", "5 s", "5d", "99999999999s"})
    void refusesOtherDurations(String text) {
        assertThrows(CommandException.class, () -> Units.parseDuration(text));
    }

    @ParameterizedTest
    @CsvSource({"PT0S,0 s", "PT59.001S,60 s", "PT1M30S,90 s", "PT3M4.5S,3m 5s"})
    void writesTimesThatPass(Duration duration, String text) {
        assertEquals(text, Units.seconds(duration));
    }

    @ParameterizedTest
    @CsvSource({
        "10%,0.1,10 %",
        "10,0.1,10 %",
        "7.5,0.075,7.5 %",
        "0,0,0 %",
        "2.5%,0.025,2.5 %",
        "0%,0,0 %",
        "100%,1,100 %",
        "33.3333%,0.333333,33.3 %"
    })
    void readsAndWritesShares(String text, double share, String written) throws CommandException {
        assertEquals(share, Units.parseShare(text));
        assertEquals(written, Units.percent(share));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%", "101", "0.1", "1.0000001", "10 %", "-1%", "100.1%", "999%", "1e1%", ".5%", "10%%"})
    void refusesOtherShares(String text) {
        CommandException refusal = assertThrows(CommandException.class, () -> Units.parseShare(text));
        assertEquals("a share reads 10% or 2.5%, up to 100%, got \"" + text + '"', refusal.getMessage());
    }
}
