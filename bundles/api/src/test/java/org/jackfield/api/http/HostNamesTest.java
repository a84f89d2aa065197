package org.jackfield.api.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostNamesTest {

    private static InetAddress local() throws UnknownHostException {
        return InetAddress.getByName("192.168.1.5");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, true",
        "localhost:8545, true",
        "LOCALHOST:8545, true",
        "127.0.0.1:8545, true",
        "127.9.9.9, true",
        "[::1]:8545, true",
        "[::1], true",
        "192.168.1.5:8545, true",
        "node.example, true",
        "evil.example:8545, false",
        "localhost.evil.example, false",
        "127.0.0.1.evil.example, false",
        "192.168.1.6, false",
        "8.8.8.8:8545, false",
        "[2001:db8::1]:8545, false",
        "[::1, false",
        "999.0.0.1, false",
        "::::, false",
        "'', false",
    })
    void admitsLocalNamesAndTheAddressThatACallCameInOn(String host, boolean admitted) throws UnknownHostException {
        assertEquals(admitted, HostNames.of(" Localhost ", "node.example").admit(Optional.of(host), local()));
    }

    @Test
    void admitsWhoeverIsNoBrowserAndAnybodyWhereAnyNameWillDo() throws UnknownHostException {
        assertTrue(HostNames.of("localhost").admit(Optional.empty(), local()));
        assertTrue(HostNames.of("*").admit(Optional.of("evil.example"), local()));
    }
}
