package org.jackfield.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gateway of its own for each test, over real sockets and a real store. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
abstract class OverSockets {

    @TempDir
    Path folder;

    RunningGateway node;

    private final Map<String, Object> settings;

    OverSockets() {
        this(Map.of());
    }

    OverSockets(Map<String, Object> settings) {
        this.settings = settings;
    }

    @BeforeEach
    void open() throws IOException {
        node = new RunningGateway(folder, settings);
    }

    @AfterEach
    void close() {
        node.close();
    }
}
