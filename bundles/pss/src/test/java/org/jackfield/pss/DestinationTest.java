package org.jackfield.pss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.jackfield.overlay.Overlay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DestinationTest {

    private static final Overlay NODE = Overlay.of(Fixtures.bytes("ff00" + "11".repeat(30)));

    @ParameterizedTest
    @CsvSource({"'', true", "ff, true", "ff00, true", "fe, false", "ff01, false", "ff0011, true", "00, false"})
    void coversNodesThatBeginWithIt(String prefix, boolean covers) {
        assertEquals(covers, Destination.of(Fixtures.bytes(prefix)).covers(NODE));
    }

    @Test
    void theWholeAddressCoversItsNodeAlone() {
        Destination whole = Destination.of(NODE);
        assertEquals(256, whole.bits());
        assertEquals(true, whole.isWhole() && whole.covers(NODE));
        assertEquals(false, whole.covers(Overlay.of(Fixtures.bytes("ff00" + "11".repeat(29) + "12"))));
    }

    @Test
    void isRoutedToWithZeroesInPlaceOfWhatIsNotGiven() {
        assertEquals(
                Overlay.of(Fixtures.bytes("abcd" + "00".repeat(30))),
                Destination.of(Fixtures.bytes("abcd")).point());
    }

    @Test
    void hasAtMostAnAddress() {
        assertThrows(IllegalArgumentException.class, () -> Destination.of(new byte[33]));
    }
}
