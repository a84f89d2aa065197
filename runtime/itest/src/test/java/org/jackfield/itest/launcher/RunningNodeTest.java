package org.jackfield.itest.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jackfield.itest.Await;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningNodeTest {

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path temp;

    private Path data;

    @BeforeEach
    void name() {
        data = temp.resolve("data");
    }

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
            Await.until("release 0.2.0", () -> protocols(node).contains("\"0.2.0\"") && hasEcho(node));

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
        return protocols(node).contains("\"echo/1\"");
    }

    private String protocols(NodeProcess node) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(node.banner("rpc")))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"jackfield_protocols\",\"params\":[]}"))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static String idOf(String enode) {
        return enode.substring(0, enode.indexOf('@'));
    }
}
