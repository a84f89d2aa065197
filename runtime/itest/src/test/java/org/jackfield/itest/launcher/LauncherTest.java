package org.jackfield.itest.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of the launcher share: a folder for what they make, and the data folder of a node in it. */
abstract class LauncherTest {

    @TempDir
    Path temp;

    Path data;

    @BeforeEach
    void nameDataFolder() {
        data = temp.resolve("data");
    }

    /** Runs {@code jackfield} with these arguments, in the data folder, on a free port and without JSON-RPC. */
    final NodeProcess runOffline(String... arguments) throws IOException {
        List<String> all =
                new ArrayList<>(List.of("--data", data.toString(), "--listen", "127.0.0.1:0", "--rpc", "off"));
        all.addAll(List.of(arguments));
        return NodeProcess.run(temp, all.toArray(String[]::new));
    }
}
