package org.jackfield.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import org.jackfield.api.NodeId;
import org.jackfield.api.fake.FakePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerNameTest {

    private static final NodeId FIRST =
            FakePeer.of("0012", "", true, Instant.EPOCH).id();
    private static final NodeId SECOND =
            FakePeer.of("00ab", "", true, Instant.EPOCH).id();
    private static final List<NodeId> KNOWN = List.of(FIRST, SECOND);

    @Test
    void takesAnEnodeAFullIdOrAUniqueBeginning() throws CommandException {
        assertEquals(FIRST, PeerName.resolve("001", KNOWN));
        assertEquals(SECOND, PeerName.resolve("0x00AB", KNOWN));
        assertEquals(SECOND, PeerName.resolve(SECOND.toString(), List.of()));
        assertEquals(SECOND, PeerName.resolve("enode://" + SECOND + "@[::1]:30303?discport=0", List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "00,2 peers' ids begin with 00",
        "ff,no peer's id begins with ff",
        "node,'a peer is named by its enode URL, its id or the beginning of it, got node'",
        "enode://00@x:1,'a node id has 128 hexadecimal digits, got 2'"
    })
    void saysWhatIsWrongWithTheName(String text, String message) {
        CommandException failure = assertThrows(CommandException.class, () -> PeerName.resolve(text, KNOWN));

        assertEquals(message, failure.getMessage());
    }
}
