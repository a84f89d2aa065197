package org.jackfield.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.jackfield.api.release.ReleaseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {

    private static final List<Target> ALL = List.of(
            new Target(7, "org.jackfield.eth", "0.1.0", Set.of("eth", "snap")),
            new Target(8, "org.jackfield.whisper", "0.1.0", Set.of("shh", "waku")),
            new Target(9, "other.waku", "2.0.0", Set.of("waku")),
            new Target(10, "echo", "1.0.0", Set.of("echo")),
            new Target(11, "twice", "1.0.0", Set.of("bzz")),
            new Target(12, "twice", "2.0.0", Set.of()));

    @ParameterizedTest
    @CsvSource({"eth, 7", "snap, 7", "org.jackfield.eth, 7", "7, 7", "shh, 8", "other.waku, 9", "echo, 10", "12, 12"})
    void findsTheOneThatIsMeant(String text, long id) throws ReleaseException {
        assertEquals(id, Target.find(text, ALL).id());
    }

    @ParameterizedTest
    @CsvSource({"waku, 8, 9", "twice, 11, 12"})
    void listsThoseThatMayBeMeant(String text, String one, String other) {
        String message = assertThrows(ReleaseException.class, () -> Target.find(text, ALL))
                .getMessage();

        assertTrue(message.contains("[" + one + "]") && message.contains("[" + other + "]"), message);
        assertTrue(!message.contains("[7]"), message);
    }

    @ParameterizedTest
    @CsvSource({"ETH", "13", "eth/68", "-1", "''"})
    void listsAllThatThereAreForWhatIsNone(String text) {
        String message = assertThrows(ReleaseException.class, () -> Target.find(text, ALL))
                .getMessage();

        assertTrue(message.contains("org.jackfield.eth 0.1.0 [7] (eth, snap)"), message);
    }

    @Test
    void saysSoWhereThereIsNone() {
        assertTrue(assertThrows(ReleaseException.class, () -> Target.find("eth", List.of()))
                .getMessage()
                .endsWith("there are: none"));
    }
}
