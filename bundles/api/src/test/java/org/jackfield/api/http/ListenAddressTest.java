package org.jackfield.api.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {

    @ParameterizedTest
    @CsvSource({"127.0.0.1:8545,127.0.0.1:8545", "0.0.0.0:0,0.0.0.0:0", "[::1]:65535,[0:0:0:0:0:0:0:1]:65535"})
    void readsHostAndPort(String text, String address) throws IOException {
        assertEquals(address, ListenAddress.text(ListenAddress.parse(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "8545", ":8545", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:65536", "::1:80"})
    void refusesAnythingElse(String text) {
        assertThrows(IllegalArgumentException.class, () -> ListenAddress.parse(text));
    }

    @Test
    void refusesNamesWithoutAnAddress() {
        assertThrows(UnknownHostException.class, () -> ListenAddress.parse("no-such-host.invalid:1"));
    }
}
