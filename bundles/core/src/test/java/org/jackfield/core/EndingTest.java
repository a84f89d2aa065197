package org.jackfield.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.util.stream.Stream;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EndingTest {

    static Stream<Arguments> waysOutOfRun() {
        RlpException malformed =
                assertThrows(RlpException.class, () -> RlpReader.of(new byte[0]).skip());
        return Stream.of(
                Arguments.of(DisconnectException.breach("x"), DisconnectReason.PROTOCOL_ERROR),
                Arguments.of(DisconnectException.subprotocol("x"), DisconnectReason.SUBPROTOCOL_ERROR),
                Arguments.of(
                        new DisconnectException(DisconnectReason.USELESS_PEER, "x"), DisconnectReason.USELESS_PEER),
                Arguments.of(new DisconnectException(new DisconnectReason(0x42), "x"), new DisconnectReason(0x42)),
                Arguments.of(malformed, DisconnectReason.PROTOCOL_ERROR),
                Arguments.of(new EOFException(), DisconnectReason.SUBPROTOCOL_ERROR),
                Arguments.of(new IOException("x"), DisconnectReason.SUBPROTOCOL_ERROR),
                Arguments.of(new InterruptedException(), DisconnectReason.SUBPROTOCOL_ERROR),
                Arguments.of(new IllegalStateException("x"), DisconnectReason.SUBPROTOCOL_ERROR),
                Arguments.of(new StackOverflowError(), DisconnectReason.SUBPROTOCOL_ERROR),
                Arguments.of(new NoClassDefFoundError("x"), DisconnectReason.SUBPROTOCOL_ERROR));
    }

    @ParameterizedTest
    @MethodSource("waysOutOfRun")
    void mapsEveryWayOutOfRun(Throwable thrown, DisconnectReason reason) {
        Ending ending = Ending.thrown(thrown);

        assertEquals(reason, ending.reason());
        assertFalse(ending.byRemote());
    }

    @Test
    void takesAReturnForQuitting() {
        assertEquals(DisconnectReason.QUITTING, Ending.returned().reason());
    }

    @Test
    void keepsTheDetailToOneShortLine() {
        Ending ending = Ending.thrown(new IOException("a\r\nb\u001b" + "c".repeat(1000)));

        assertTrue(ending.detail().startsWith("IOException: a  b c"), ending.detail());
        assertEquals(200, ending.detail().length());
    }

    @Test
    void tellsAReasonFromAFailureOfTheNetwork() {
        IOException network =
                Ending.ours(DisconnectReason.NETWORK_ERROR, "refused").asException();
        IOException remote = Ending.remote(DisconnectReason.TOO_MANY_PEERS).asException();

        assertEquals("refused", network.getMessage());
        assertFalse(network instanceof DisconnectException);
        assertEquals(DisconnectReason.TOO_MANY_PEERS, ((DisconnectException) remote).reason());
        assertEquals("too many peers (by the peer)", remote.getMessage());
    }
}
