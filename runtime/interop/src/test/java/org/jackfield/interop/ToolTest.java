package org.jackfield.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToolTest {

    @Test
    void whatHangsIsKilledAndWhatItPrintedIsKept() throws Exception {
        List<String> hanging = List.of("sh", "-c", "echo begun; sleep 600");

        Tool.Result result = Tool.attempt(Path.of("."), Map.of(), hanging, Duration.ofSeconds(5));

        assertTrue(result.status() != 0);
        assertTrue(result.output().startsWith("begun\n"), result.output());
    }

    @Test
    void failuresAreTold() {
        IOException failure = assertThrows(
                IOException.class, () -> Tool.run(Path.of("."), Map.of(), List.of("sh", "-c", "echo why; exit 3")));

        assertTrue(failure.getMessage().endsWith("exited with 3:\nwhy\n"), failure.getMessage());
    }

    @Test
    void versionsAreFoundInWhatAProgramSays() throws Exception {
        assertEquals(
                "1.25",
                Tool.version("echo", "go version go1.25.3 linux").orElseThrow().toString());
        assertTrue(Tool.version("no-such-program-anywhere").isEmpty());
    }
}
