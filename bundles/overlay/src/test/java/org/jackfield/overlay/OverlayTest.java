package org.jackfield.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jackfield.api.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverlayTest {

    /** Private key 65138b2aa745041b372153550584587da326ab440576b2a1191dd95cee30039c. */
    private static final String PUBLIC_KEY = "5f5cfd26692e48d0017d380349bcf50982488bc11b5145f3ddf88b2492429904"
            + "8450542d43527fbe29a5cb32f38d62755393ac002e6bfdd71b8d7ba725ecd7a3";

    @Test
    void isTheHashOfThePublicKeyWithItsLeadingFour() {
        assertEquals(
                "0xe861964402c0b78e2d44098329b8545726f215afa737d803714a4338552fcb81",
                Overlay.ofNode(NodeId.parse(PUBLIC_KEY)).toString());
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 0", "00, 01, 1", "0100, 0101, 3", "00000000, 00000001, 7", "000000000, 000000001, 8"})
    void sharesAsManyBitsAsLeadBoth(String left, String right, int proximity) {
        assertEquals(proximity, Fixtures.overlay(left, 0).proximity(Fixtures.overlay(right, 0)));
        assertEquals(proximity, Fixtures.overlay(right, 9).proximity(Fixtures.overlay(left, 8)));
    }

    @Test
    void isNearestToItself() {
        Overlay address = Fixtures.overlay(0x5a);
        assertEquals(Overlay.MAX_PROXIMITY, address.proximity(Fixtures.overlay(0x5a)));
        assertEquals(255, address.proximity(lastBitFlipped(address)));
        assertTrue(address.isNearer(address, lastBitFlipped(address)));
        assertFalse(address.isNearer(lastBitFlipped(address), address));
        assertFalse(address.isNearer(address, address));
    }

    @Test
    void comparesDistancesByTheFirstBitThatDiffers() {
        Overlay base = Fixtures.overlay("1000", 0);
        assertTrue(base.isNearer(Fixtures.overlay("1111", 0), Fixtures.overlay("0000", 0)));
        assertTrue(base.isNearer(Fixtures.overlay("1001", 0), Fixtures.overlay("1010", 0)));
        assertFalse(base.isNearer(Fixtures.overlay("0000", 0), Fixtures.overlay("1111", 0)));
    }

    @Test
    void takesNothingBut32Bytes() {
        assertThrows(IllegalArgumentException.class, () -> Overlay.of(new byte[31]));
        assertThrows(IllegalArgumentException.class, () -> Overlay.of(new byte[33]));
    }

    private static Overlay lastBitFlipped(Overlay address) {
        byte[] bytes = address.bytes();
        bytes[Overlay.BYTES - 1] ^= 1;
        return Overlay.of(bytes);
    }
}
