package org.jackfield.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapabilityTest {

    @Test
    void sortsByTheBytesOfTheNameThenByVersion() {
        List<String> sorted = Stream.of("shh/6", "eth/69", "Eth/1", "bzz-stream/8", "bzz/14", "eth/68", "eth/100")
                .map(Capability::parse)
                .sorted()
                .map(Capability::toString)
                .toList();
        assertEquals(List.of("Eth/1", "bzz/14", "bzz-stream/8", "eth/68", "eth/69", "eth/100", "shh/6"), sorted);
    }

    @Test
    void acceptsANameOfTheFullLength() {
        String name = "x".repeat(Capability.MAX_NAME_LENGTH);
        assertEquals(new Capability(name, 0), Capability.parse(name + "/0"));
    }

    @Test
    void refusesANegativeVersion() {
        assertThrows(IllegalArgumentException.class, () -> new Capability("eth", -1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "e th", "eth/68", "é", "a\u0000", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"})
    void refusesAnUnprintableEmptyOrLongName(String name) {
        assertThrows(IllegalArgumentException.class, () -> new Capability(name, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "eth", "/68", "eth/", "eth/x", "eth/-1", "eth/68/1", "eth/99999999999"})
    void refusesTextOfAnotherForm(String text) {
        assertThrows(IllegalArgumentException.class, () -> Capability.parse(text));
    }
}
