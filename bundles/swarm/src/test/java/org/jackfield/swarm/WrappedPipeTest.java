package org.jackfield.swarm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.Message;
import org.jackfield.api.testing.PipePair;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.testing.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrappedPipeTest {

    @ParameterizedTest
    @ValueSource(strings = {"bzz", "hive", "stream"})
    void wrapsAsTheOriginal(String protocol) throws Exception {
        for (Message original : OlderVectors.of(protocol)) {
            Message inner = WrappedPipe.unwrap(original);
            assertEquals(original.code(), inner.code());
            assertArrayEquals(original.payload(), WrappedPipe.wrap(inner).payload());
        }
    }

    @Test
    void wrapsBothWaysOfAPipe() throws Exception {
        try (PipePair pipes = new PipePair(2)) {
            WrappedPipe pipe = new WrappedPipe(pipes.left());
            pipe.write(1, Fixtures.bytes("c180"));
            assertArrayEquals(
                    Fixtures.bytes("c5800282c180"), pipes.right().read().payload());
            pipes.right().write(1, Fixtures.bytes("c5800282c101"));
            assertArrayEquals(Fixtures.bytes("c101"), pipe.read().payload());
            pipes.right().write(0, Fixtures.bytes("c5800282c102"));
            assertArrayEquals(
                    Fixtures.bytes("c102"),
                    pipe.read(Duration.ofMinutes(1)).orElseThrow().payload());
            assertEquals(Optional.empty(), pipe.read(Duration.ZERO));
        }
    }

    @ParameterizedTest
    @CsvSource({"c5800782c180, c180", "ca820102848000ffff81ff, ff", "c782010205820102, 0102", "c3808080, ''"})
    void comparesNeitherContextNorSize(String wrapped, String payload) throws Exception {
        assertArrayEquals(
                Fixtures.bytes(payload),
                WrappedPipe.unwrap(new Message(0, Fixtures.bytes(wrapped))).payload());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "80", "c0", "c28080", "c4808080 80", "c3c08080", "c38080c0", "c480c080", "c98085010203040580"
            })
    void refusesWhatIsNotWrapped(String hex) {
        byte[] message = Fixtures.bytes(hex.replace(" ", ""));
        assertThrows(RlpException.class, () -> WrappedPipe.unwrap(new Message(0, message)));
    }

    @Test
    void refusesAMessageThatIsTooLong() {
        Message message = new Message(0, new byte[HiveSession.MAX_MESSAGE_BYTES + 1]);
        DisconnectException end = assertThrows(DisconnectException.class, () -> WrappedPipe.unwrap(message));
        assertEquals(DisconnectReason.SUBPROTOCOL_ERROR, end.reason());
    }

    @Test
    void survivesMalformedInput() {
        List<byte[]> wellFormed =
                OlderVectors.of("hive").stream().map(Message::payload).toList();
        Malformed.feed(input -> WrappedPipe.unwrap(new Message(0, input)), wellFormed, DisconnectException.class);
    }
}
