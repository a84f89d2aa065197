package org.jackfield.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StartupTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final Startup startup = new Startup();

    @Test
    void isOverWhenEveryPartIsReady() throws Exception {
        startup.report(Map.of("name", "p2p", "text", "127.0.0.1:1"));
        startup.report(Map.of("name", "chain", "text", "head 3"));

        assertEquals(Map.of("p2p", "127.0.0.1:1", "chain", "head 3"), startup.await(Set.of("p2p", "chain"), LONG));
    }

    @Test
    void endsAtTheFirstProblemWhateverElseIsMissing() {
        startup.report(Map.of("name", "p2p", "text", "", "problem", "cannot listen on 127.0.0.1:1: taken"));

        var e = assertThrows(StartException.class, () -> startup.await(Set.of("p2p", "chain"), LONG));

        assertEquals("cannot listen on 127.0.0.1:1: taken", e.getMessage());
        assertEquals(StartException.BAD_INPUT, e.status());
    }

    @Test
    void saysThatItCannotWhateverTheProblemSays() {
        startup.report(Map.of("name", "key", "text", "", "problem", "nodekey: not a key"));

        var e = assertThrows(StartException.class, () -> startup.await(Set.of("key"), LONG));

        assertEquals("cannot start: nodekey: not a key", e.getMessage());
    }

    @Test
    void namesThePartsNothingWasHeardFrom() {
        startup.report(Map.of("name", "p2p", "text", ""));

        var e = assertThrows(StartException.class, () -> startup.await(Set.of("p2p", "rpc", "chain"), Duration.ZERO));

        assertEquals("cannot start: nothing heard from chain, rpc within 0 s", e.getMessage());
        assertEquals(StartException.FAILURE, e.status());
    }
}
