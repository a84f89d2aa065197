package org.jackfield.node.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Lines as {@code p2p:events --json} prints them. */
class LinkWatchTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final LinkWatch watch =
            new LinkWatch(new Timeline(new PrintStream(out, true, StandardCharsets.UTF_8), false));

    @Test
    void countsMessagesByProtocolBothWays() {
        watch.line("{\"event\":\"sent\",\"protocol\":\"eth/69\",\"code\":0,\"sizeBytes\":90}");
        watch.line("{\"event\":\"received\",\"protocol\":\"eth/69\",\"code\":0,\"sizeBytes\":90}");
        watch.line("{\"event\":\"sent\",\"protocol\":\"echo/1\",\"code\":0,\"sizeBytes\":8}");

        assertEquals("messages out/in  echo 1/0  eth 1/1", watch.counters());
    }

    @Test
    void entersWhatHappensToTheLink() {
        watch.line("jackfield> {\"event\":\"connected\",\"shared\":[\"echo/1\",\"eth/69\"]}");
        watch.line("{\"event\":\"disconnected\",\"reason\":\"too many peers\",\"byRemote\":true}");

        String[] lines = out.toString(StandardCharsets.UTF_8).split("\\R");
        assertTrue(lines[0].endsWith("s  link up, speaking echo/1 eth/69"), lines[0]);
        assertTrue(lines[1].endsWith("s  link down: too many peers (said the other node)"), lines[1]);
    }

    @Test
    void passesOverWhatIsNoEvent() {
        watch.line("jackfield> ");
        watch.line("gogo: {not json");
        watch.line("{\"event\":\"unheard of\"}");

        assertEquals("messages out/in  ", watch.counters());
        assertEquals("", out.toString(StandardCharsets.UTF_8));
    }
}
