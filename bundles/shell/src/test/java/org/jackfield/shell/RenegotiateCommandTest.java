package org.jackfield.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.fake.FakeRenegotiation;
import org.jackfield.api.release.Renegotiation.Progress;
import org.jackfield.api.release.Renegotiation.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class RenegotiateCommandTest {

    private final FakeRenegotiation renegotiation = new FakeRenegotiation();
    private final Prompt prompt = new Prompt().add("p2p", new RenegotiateCommand(renegotiation), "renegotiate");

    @AfterEach
    void close() {
        prompt.close();
    }

    @Test
    void beginsAndTellsHowFarItIs() throws Exception {
        renegotiation.progress.add(progress(State.RUNNING, 7, 2, 3));
        String table = """
                protocol   eth
                state      running, 4 at a time, never below 15 of 20 peers; p2p:renegotiate --stop ends it
                to do      7
                away       2 closed, and not back yet
                done       3 back with what is installed now
                unchanged  1 back without: their peers offer something else by now
                lost       0 not back after several dials, which go on
                inbound    5 that only their peers can make anew
                """;

        assertEquals(table, prompt.type("p2p:renegotiate eth"));
        assertEquals(table, prompt.type("p2p:renegotiate eth --at-once 1 --keep 90%"));
        assertEquals(table, prompt.type("p2p:renegotiate eth --at-once 1"));
        assertEquals(table, prompt.type("p2p:renegotiate"));
        assertEquals(table, prompt.type("p2p:renegotiate --status"));
        assertEquals(List.of("start eth 7 0.6", "start eth 1 0.9", "start eth 1 0.6"), renegotiation.orders);
        assertEquals(
                7,
                new ObjectMapper()
                        .readTree(prompt.type("p2p:renegotiate --json"))
                        .get("toDo")
                        .asInt());
    }

    @Test
    void tellsThatNothingWasRenegotiated() throws Exception {
        assertEquals("nothing was renegotiated since the node was started\n", prompt.type("p2p:renegotiate"));
        assertEquals("null\n", prompt.type("p2p:renegotiate --json"));
        assertFails("p2p:renegotiate --stop", "no renegotiation is under way");
    }

    @Test
    void saysThatThereIsNothingToDo() throws Exception {
        renegotiation.progress.add(new Progress("eth", State.FINISHED, 4, 20, 15, 0, 0, 0, 0, 0, 5));

        assertEquals(
                "eth: no link that we can make anew would change, 5 that only their peers can make would\n",
                prompt.type("p2p:renegotiate eth"));
    }

    @Test
    void waitsUntilItIsFinished() throws Exception {
        renegotiation.progress.add(progress(State.RUNNING, 1, 0, 0));
        renegotiation.progress.add(progress(State.RUNNING, 0, 1, 0));
        renegotiation.progress.add(progress(State.FINISHED, 0, 0, 1));

        String shown = prompt.type("p2p:renegotiate eth --wait");

        assertTrue(shown.startsWith("protocol   eth\nstate      finished\n"), shown);
    }

    @Test
    void stopsAndWaitsForTheLinksThatAreClosed() throws Exception {
        renegotiation.progress.add(progress(State.STOPPING, 4, 1, 0));
        renegotiation.progress.add(progress(State.STOPPED, 4, 0, 1));

        String shown = prompt.type("p2p:renegotiate --stop --wait");

        assertTrue(shown.contains("state      stopped\n"), shown);
        assertEquals(List.of("stop"), renegotiation.orders);
    }

    @Test
    void failsIfSomebodyStopsIt() {
        renegotiation.progress.add(progress(State.RUNNING, 4, 1, 0));
        renegotiation.progress.add(progress(State.STOPPED, 4, 0, 1));

        assertFails("p2p:renegotiate eth --wait", "stopped: eth: 1 done, 0 away, 4 to do, 1 unchanged, 0 lost");
    }

    @Test
    void passesOnWhyItDoesNotBegin() {
        renegotiation.refusal = Optional.of("with 1 peer and 75 % to be kept, no link may be closed");

        assertFails("p2p:renegotiate eth", "with 1 peer and 75 % to be kept, no link may be closed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "eth --at-once 0 | --at-once needs a number of links, 1 or more, got 0",
                "eth --at-once many | --at-once needs a number of links, 1 or more, got many",
                "eth --keep 0.75 | a share reads 10% or 2.5%, up to 100%, got \"0.75\"",
                "eth --stop | --stop and --status take no NAME: there is one renegotiation at a time",
                "--keep 75% | --at-once and --keep need a NAME to begin with, such as eth",
                "eth bzz | usage: p2p:renegotiate [NAME] [--at-once N] [--keep 75%] [--wait] [--stop] [--status] [--json] [--help]",
            })
    void refusesWhatItDoesNotUnderstandAndDoesNothing(String words, String message) {
        assertFails("p2p:renegotiate " + words, message);
        assertEquals(List.of(), renegotiation.orders);
    }

    private void assertFails(String line, String message) {
        CommandException failure = assertThrows(CommandException.class, () -> prompt.type(line));
        assertEquals(message, failure.getMessage());
    }

    private static Progress progress(State state, int toDo, int away, int done) {
        return new Progress("eth", state, 4, 20, 15, toDo, away, done, 1, 0, 5);
    }
}
