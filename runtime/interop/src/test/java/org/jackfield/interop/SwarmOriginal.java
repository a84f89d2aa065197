package org.jackfield.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Swarm as its authors wrote it: the program of the {@code go-swarm} folder, built when it is first needed. */
final class SwarmOriginal {

    private static final Path SOURCE = Path.of("go-swarm").toAbsolutePath();

    private static final Path PROGRAM = Go.TARGET.resolve("swarmpeer");

    private static final Prerequisite BUILT = new Prerequisite(SwarmOriginal::build);

    private SwarmOriginal() {}

    /** Skips the calling test where the program cannot be had. */
    static void require() throws IOException, InterruptedException {
        BUILT.require();
    }

    /** What go-swarm/serve.go describes. */
    static ForeignPeer serve(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(PROGRAM.toString(), "serve"));
        command.addAll(List.of(options));
        return ForeignPeer.start(Go.TARGET, command);
    }

    private static Optional<String> build() throws IOException, InterruptedException {
        Optional<String> missing = Go.missing();
        if (missing.isPresent()) {
            return missing;
        }
        Files.createDirectories(Go.TARGET);
        // A dependency of old takes a function of the runtime by name, which the linker has come to refuse.
        Go.run(SOURCE, false, "build", "-buildvcs=false", "-ldflags=-checklinkname=0", "-o", PROGRAM.toString(), ".");
        return Optional.empty();
    }
}
