package org.jackfield.bench.sync;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A short run, without a look at the times. */
@Timeout(180)
class SyncBenchmarkTest {

    @TempDir
    Path folder;

    @Test
    void aKillDoesNotChangeTheResult() throws Exception {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8);

        boolean asAimedAt = SyncBenchmark.run(out, folder, Options.parse("--blocks", "600", "--kills", "1"));

        String text = told.toString(StandardCharsets.UTF_8);
        assertTrue(asAimedAt, text);
        assertTrue(text.lines().anyMatch(line -> line.startsWith("1 kills") && line.endsWith("identical")), text);
    }
}
