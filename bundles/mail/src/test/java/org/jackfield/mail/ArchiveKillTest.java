package org.jackfield.mail;

import static org.jackfield.mail.Letters.letter;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;
import org.jackfield.crypto.Hash;
import org.jackfield.envelopes.Envelope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveKillTest {

    private static final long NOW = 1_600_000_000;
    private static final int TOLD = 2_000;

    @TempDir
    Path folder;

    /** Puts envelopes for ever, and tells of each after it has been put. */
    static final class Writer {

        public static void main(String[] arguments) throws IOException {
            try (Archive archive = open(Path.of(arguments[0]))) {
                for (int i = 0; ; i++) {
                    archive.put(letter(NOW + i, 1, i));
                    System.out.println(i);
                }
            }
        }
    }

    private static Archive open(Path folder) throws IOException {
        return Archive.open(folder, 1 << 30, 1_000_000, () -> NOW);
    }

    @Test
    void hasEverythingThatWasPutBeforeAKill() throws Exception {
        killWriter();

        try (Archive archive = open(folder)) {
            List<Envelope> there = Letters.drain(
                    new ArchiveAnswer(Hash.ofContent(), archive, Letters.all(Selection.Order.OLDEST_FIRST)));
            assertTrue(there.size() >= TOLD, there.size() + " envelopes");
            assertEquals(there.size(), archive.totals().envelopes());
            for (int i = 0; i < there.size(); i++) {
                assertEquals(letter(NOW + i, 1, i), there.get(i));
            }
        }
    }

    private void killWriter() throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader told = new BufferedReader(new InputStreamReader(writer.getInputStream()))) {
            for (int i = 0; i < TOLD; i++) {
                assertTrue(told.readLine() != null, "the writer ended by itself");
            }
        } finally {
            writer.destroyForcibly().waitFor();
        }
    }
}
