package org.jackfield.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:30303, 127.0.0.1, 30303",
        "localhost:0, localhost, 0",
        "[::1]:65535, ::1, 65535",
    })
    void readsAnAddressAndWritesItBack(String text, String host, int port) {
        HostPort address = HostPort.parse(text);

        assertEquals(new HostPort(host, port), address);
        assertEquals(text, address.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "30303",
                "127.0.0.1",
                "127.0.0.1:",
                ":30303",
                " :1",
                "h:65536",
                "h:-1",
                "h:x",
                "::1:30303",
                "[h]:1"
            })
    void refusesWhatIsNoAddress(String text) {
        var e = assertThrows(IllegalArgumentException.class, () -> HostPort.parse(text));

        assertEquals("an address reads HOST:PORT with a port from 0 to 65535, got \"" + text + '"', e.getMessage());
    }
}
