package org.jackfield.itest.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jackfield.itest.Await;
import org.junit.jupiter.api.Test;

class RunningNodeTest extends LauncherTest {

    @Test
    void stopsCleanlyOnSigtermAndIsTheSameNodeAfterwards() throws Exception {
        String enode = runAndTerminate();

        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("nodekey"))));
        assertEquals(idOf(enode), idOf(runAndTerminate()));
    }

    @Test
    void runsWhatIsPipedInAndStopsAtItsEnd() throws Exception {
        try (NodeProcess node = NodeProcess.start(data)) {
            node.type("p2p:info\n");
            node.endInput();

            assertEquals(0, node.exitStatus(), node.err());
            assertTrue(node.out().lastIndexOf(node.banner("enode")) > node.out().indexOf("plugins"), node.out());
        }
    }

    @Test
    void takesProtocolsFromThePluginsFolder() throws Exception {
        try (NodeProcess node = NodeProcess.start(data, "--no-shell")) {
            Path plugin = data.resolve("plugins/echo.jar");
            Files.writeString(data.resolve("plugins/broken.jar"), "garbage");

            Files.copy(NodeProcess.example("org.jackfield.example.echo-0.1.0.jar"), plugin);
            Await.until("release 0.1.0", () -> hasEcho(node));

            Files.copy(
                    NodeProcess.example("org.jackfield.example.echo-0.1.0-next.jar"),
                    plugin,
                    StandardCopyOption.REPLACE_EXISTING);
            Await.until("release 0.2.0", () -> node.protocols().contains("\"0.2.0\"") && hasEcho(node));

            Files.delete(plugin);
            Await.until("no echo", () -> !hasEcho(node));
        }
    }

    private String runAndTerminate() throws Exception {
        try (NodeProcess node = NodeProcess.start(data, "--no-shell")) {
            String enode = node.banner("enode");
            node.terminate();
            assertEquals(0, node.exitStatus());
            assertEquals("", node.err());
            return enode;
        }
    }

    private boolean hasEcho(NodeProcess node) throws Exception {
        return node.protocols().contains("\"echo/1\"");
    }

    private static String idOf(String enode) {
        return enode.substring(0, enode.indexOf('@'));
    }
}
