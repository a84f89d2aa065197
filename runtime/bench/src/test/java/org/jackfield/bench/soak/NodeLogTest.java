package org.jackfield.bench.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeLogTest {

    private static final String TEXT = """
            [rlpx-1-2] WARN org.jackfield.rlpx.SocketLink - look at this (or not)
            [FelixStartLevel] ERROR org.jackfield.core.P2p - p2p did not close well
            java.lang.IllegalStateException: as told
            \tat org.jackfield.core.P2p.close(P2p.java:7)
            \tat java.base/java.lang.Thread.run(Thread.java:840)
            Caused by: java.io.IOException: at a loss (for words)
            \tat org.jackfield.core.P2p.open(P2p.java:5)
            \t... 2 more
            [main] WARN x.Y - ERROR is not what this is
            """;

    @TempDir
    Path folder;

    @Test
    void countsWhatIsBadAndWhereItCameFrom() {
        assertEquals(new NodeLog(2, 1, 3), NodeLog.of(TEXT));
        assertEquals(new NodeLog(0, 0, 0), NodeLog.of(""));
    }

    @Test
    void countsNothingWhereThereIsNoLog() throws IOException {
        assertEquals(new NodeLog(0, 0, 0), NodeLog.read(folder.resolve("log")));
        assertEquals(new NodeLog(2, 1, 3), NodeLog.read(Files.writeString(folder.resolve("log"), TEXT)));
    }
}
