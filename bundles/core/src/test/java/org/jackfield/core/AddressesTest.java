package org.jackfield.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.1.2, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "192.168.16.0/20, 192.168.31.255, true",
        "192.168.16.0/20, 192.168.32.0, false",
        "192.168.16.0/31, 192.168.16.1, true",
        "192.168.16.0/31, 192.168.16.2, false",
        "0.0.0.0/0, 8.8.8.8, true",
        "0.0.0.0/0, ::1, false",
        "127.0.0.1, 127.0.0.1, true",
        "127.0.0.1, 127.0.0.2, false",
        "fd00::/8, fdff::1, true",
        "fd00::/8, fe00::1, false",
        "2001:db8::/33, 2001:db8:7fff::, true",
        "2001:db8::/33, 2001:db8:8000::, false",
    })
    void knowsWhatABlockHolds(String block, String address, boolean inside) throws UnknownHostException {
        assertEquals(inside, AddressBlock.parse(block).contains(InetAddress.getByName(address)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0/8",
                "10.0.0.300/8",
                "localhost/8",
                "::1/129",
                "::g/8",
                "10.0.0.0/8/8",
                ":::::/3"
            })
    void refusesWhatIsNoBlock(String text) {
        assertThrows(IllegalArgumentException.class, () -> AddressBlock.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "10.1.2.3, true",
        "192.168.0.1, true",
        "172.31.255.255, true",
        "169.254.1.1, true",
        "::1, true",
        "fe80::1, true",
        "fd12::1, true",
        "fc00::1, true",
        "172.32.0.1, false",
        "8.8.8.8, false",
        "192.0.2.1, false",
        "2001:db8::1, false",
        "fe00::1, false"
    })
    void knowsItsOwnNetwork(String address, boolean local) throws UnknownHostException {
        assertEquals(local, AddressBlock.isLocal(InetAddress.getByName(address)));
    }

    @Test
    void letsAPublicAddressInOnceIn30Seconds() throws UnknownHostException {
        InboundThrottle throttle = new InboundThrottle(Duration.ofSeconds(30));
        InetAddress one = InetAddress.getByName("192.0.2.1");
        InetAddress other = InetAddress.getByName("192.0.2.2");

        assertTrue(throttle.admit(one, 0));
        assertFalse(throttle.admit(one, 10 * SECOND));
        assertTrue(throttle.admit(other, 10 * SECOND));
        assertFalse(throttle.admit(one, 30 * SECOND - 1), "a refused attempt does not prolong the pause");
        assertTrue(throttle.admit(one, 30 * SECOND));
        assertFalse(throttle.admit(other, 30 * SECOND));
    }

    @Test
    void letsTheOwnNetworkInAlways() throws UnknownHostException {
        InboundThrottle throttle = new InboundThrottle(Duration.ofSeconds(30));
        for (int i = 0; i < 10; i++) {
            assertTrue(throttle.admit(InetAddress.getByName("127.0.0.1"), 0));
            assertTrue(throttle.admit(InetAddress.getByName("10.0.0.1"), 0));
        }
    }

    @Test
    void remembersABoundedNumberOfAddresses() throws UnknownHostException {
        InboundThrottle throttle = new InboundThrottle(Duration.ofSeconds(30));
        for (int i = 0; i <= InboundThrottle.MAX_ADDRESSES; i++) {
            assertTrue(throttle.admit(address(i), i));
        }
        assertTrue(throttle.admit(address(0), InboundThrottle.MAX_ADDRESSES), "the oldest was forgotten");
        assertFalse(throttle.admit(address(2), InboundThrottle.MAX_ADDRESSES));
    }

    @ParameterizedTest
    @CsvSource({
        "0, true, 0, 1000",
        "1, true, 0, 2000",
        "5, true, 0, 32000",
        "6, true, 0, 60000",
        "60, true, 0, 60000",
        "1000000, true, 0, 60000",
        "0, false, 0, 35000",
        "0, false, 20000, 15000",
        "0, false, 40000, 1000",
        "6, false, 0, 60000"
    })
    void redialsWithGrowingPausesAndNotIntoTheRemoteThrottle(
            int failures, boolean local, long sinceMillis, long expectedMillis) {
        Redial redial = new Redial(Duration.ofSeconds(1), Duration.ofSeconds(60));

        assertEquals(Duration.ofMillis(expectedMillis), redial.pause(failures, local, Duration.ofMillis(sinceMillis)));
    }

    private static InetAddress address(int i) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {8, (byte) (i >> 16), (byte) (i >> 8), (byte) i});
    }
}
