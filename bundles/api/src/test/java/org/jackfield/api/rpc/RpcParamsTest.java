package org.jackfield.api.rpc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RpcParamsTest {

    @Test
    void givesTextAndBytesByPosition() throws RpcException {
        RpcParams params = new RpcParams(List.of("a", "0x00fF", "0x"));

        assertEquals("a", params.text(0));
        assertArrayEquals(new byte[] {0, (byte) 0xff}, params.bytes(1));
        assertArrayEquals(new byte[0], params.bytes(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "0x0", "0xzz", "0x0 ", "0x٣٤"})
    void refusesWhatIsNotHex(String text) {
        assertInvalid(() -> new RpcParams(List.of(text)).bytes(0));
    }

    @Test
    void refusesMissingNullAndOtherwiseTypedArguments() {
        assertInvalid(() -> new RpcParams(List.of()).text(0));
        assertInvalid(() -> new RpcParams(Collections.singletonList(null)).text(0));
        assertInvalid(() -> new RpcParams(Arrays.asList("a", 7)).text(1));
    }

    @Test
    void refusesMoreArgumentsThanTheMethodTakes() {
        RpcParams params = new RpcParams(List.of("a", "b"));

        assertDoesNotThrow(() -> params.atMost(2));
        assertInvalid(() -> params.atMost(1));
    }

    private static void assertInvalid(Executable call) {
        assertEquals(-32602, assertThrows(RpcException.class, call).code());
    }
}
