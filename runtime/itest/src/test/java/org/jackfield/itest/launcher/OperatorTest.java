package org.jackfield.itest.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jackfield.itest.Await;
import org.junit.jupiter.api.Test;

/** What an operator types or calls reaches the services that do it, in the distribution as it is. */
class OperatorTest extends LauncherTest {

    private static final Path ECHO = NodeProcess.example("org.jackfield.example.echo-0.1.0.jar");
    private static final Path NEXT_ECHO = NodeProcess.example("org.jackfield.example.echo-0.1.0-next.jar");

    @Test
    void aScriptSwapsTriesAndTakesBack() throws Exception {
        String commands = "start file:" + ECHO + "; p2p:swap echo " + NEXT_ECHO + " --watch 1s --wait;"
                + "p2p:rollback echo; p2p:swap echo " + NEXT_ECHO + " --canary 10%; p2p:promote echo --watch 0s";
        try (NodeProcess jackfield = runOffline("-c", commands)) {
            assertEquals(0, jackfield.exitStatus(), jackfield.err());
            String echo = "org.jackfield.example.echo ";
            assertTrue(jackfield.out().contains(echo + "0.1.0 -> 0.2.0: confirmed"), jackfield.out());
            assertTrue(jackfield.out().contains(echo + "0.1.0 is back, 0.2.0 is gone"), jackfield.out());
            assertTrue(jackfield.out().contains(echo + "0.2.0 runs with 10 % of the peers"), jackfield.out());
            assertTrue(jackfield.out().contains("not watched, p2p:rollback puts 0.1.0 back"), jackfield.out());
        }
    }

    @Test
    void aScriptStopsWhereASwapFails() throws Exception {
        Path garbage = Files.writeString(temp.resolve("garbage.jar"), "garbage");
        try (NodeProcess jackfield = runOffline("-c", "p2p:swap eth " + garbage + "; p2p:info")) {
            assertEquals(1, jackfield.exitStatus());
            assertEquals(1, jackfield.err().lines().count(), jackfield.err());
            assertTrue(jackfield.err().contains(garbage.toString()), jackfield.err());
            assertEquals("", jackfield.out());
        }
    }

    @Test
    void callsSwapTakeBackAndRenegotiate() throws Exception {
        try (NodeProcess node = NodeProcess.start(data, "--no-shell")) {
            Files.copy(ECHO, data.resolve("plugins/echo.jar"));
            Await.until("echo", () -> node.call("jackfield_protocols", "").contains("\"echo/1\""));

            String swapped = node.call("jackfield_swap", "\"echo\",\"" + NEXT_ECHO + "\",{\"watchSeconds\":0}");
            assertTrue(swapped.contains("\"next\":\"0.2.0\",\"phase\":\"CONFIRMED\""), swapped);
            String back = node.call("jackfield_rollback", "\"echo\"");
            assertTrue(back.contains("\"phase\":\"ROLLED_BACK\""), back);
            assertTrue(node.call("jackfield_releases", "").contains("\"phase\":\"ROLLED_BACK\""));
            String unknown = node.call("jackfield_rollback", "\"ecko\"");
            assertTrue(unknown.contains("\"code\":-32000") && unknown.contains("ecko"), unknown);
            assertTrue(node.call("jackfield_stopRenegotiation", "").endsWith("\"result\":false}"));
        }
    }
}
