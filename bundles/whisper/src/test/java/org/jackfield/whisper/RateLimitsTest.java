package org.jackfield.whisper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitsTest {

    @Test
    void areThreeNumbers() {
        assertEquals(new RateLimits(10, 5, 0), RateLimits.parse("10, 5,0"));
        assertEquals(new RateLimits(0, 0, -1), RateLimits.parse("0,0,18446744073709551615"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1,2", "1,2,3,4", "1,2,", "1,2,-3", "1,2,x", "0,0,18446744073709551616"})
    void refusesAnythingElse(String text) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> RateLimits.parse(text));
        assertEquals("limits are three numbers such as 10,5,0, got " + text, e.getMessage());
    }
}
