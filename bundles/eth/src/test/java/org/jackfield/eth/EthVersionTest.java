package org.jackfield.eth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EthVersionTest {

    @ParameterizedTest
    @CsvSource({"66, 17", "67, 17", "68, 17", "69, 18", "70, 18", "71, 20", "72, 22"})
    void eachVersionHasItsNumberOfCodes(int number, int messageCount) {
        EthVersion version = EthVersion.valueOf("ETH_" + number);
        assertEquals("eth/" + number, version.capability().toString());
        assertEquals(messageCount, version.messageCount());
    }

    /** Change log of caps/eth.md: which codes below the count mean nothing. */
    @ParameterizedTest
    @CsvSource({
        "66, '11 12'",
        "67, '11 12 13 14'",
        "68, '11 12 13 14'",
        "69, '11 12 13 14'",
        "70, '11 12 13 14'",
        "71, '11 12 13 14'",
        "72, '11 12 13 14'"
    })
    void codesBelowTheCountHaveAMessageButForThoseGivenUp(int number, String without) {
        EthVersion version = EthVersion.valueOf("ETH_" + number);
        List<String> missing = IntStream.range(0, version.messageCount())
                .filter(code -> !version.has(code))
                .mapToObj(Integer::toString)
                .toList();
        assertEquals(without, String.join(" ", missing));
    }

    @Test
    void noVersionHasMoreMessagesThanCodes() {
        for (EthVersion version : EthVersion.values()) {
            for (int code = version.messageCount(); code < 300; code++) {
                assertFalse(version.has(code), version + " code " + code);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "68-72       | eth/68 eth/69 eth/70 eth/71 eth/72",
                "66-72       | eth/66 eth/67 eth/68 eth/69 eth/70 eth/71 eth/72",
                "69          | eth/69",
                "72,66       | eth/66 eth/72",
                "66,70-71    | eth/66 eth/70 eth/71",
                "' 68 , 69-69 , 68 ' | eth/68 eth/69"
            })
    void versionsAreGivenAsNumbersAndRanges(String text, String expected) {
        List<String> versions =
                EthVersion.parseList(text).stream().map(EthVersion::toString).toList();
        assertEquals(expected, String.join(" ", versions));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                "68,",
                "65",
                "73",
                "65-70",
                "70-73",
                "72-68",
                "-68",
                "68-",
                "68-69-70",
                "all",
                "068x",
                "6 8",
                "99999999999"
            })
    void otherTextIsRefused(String text) {
        IllegalArgumentException error = assertThrows(IllegalArgumentException.class, () -> EthVersion.parseList(text));
        assertEquals("66 to 72 expected, such as 68-72 or 66,68, got \"" + text + '"', error.getMessage());
    }
}
