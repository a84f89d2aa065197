package org.jackfield.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The peer on go-ethereum's p2p package, built from the {@code go} folder when it is first needed. */
final class GoPeer {

    private static final Path SOURCE = Path.of("go").toAbsolutePath();
    private static final Path TARGET = Path.of("target", "go").toAbsolutePath();

    /** As go.mod says. */
    private static final int MAJOR = 1;

    private static final int MINOR = 25;

    private static final Prerequisite PROGRAM = new Prerequisite(GoPeer::build);

    private GoPeer() {}

    /** Skips the calling test where the program cannot be had. */
    static void require() throws IOException, InterruptedException {
        PROGRAM.require();
    }

    private static Optional<String> build() throws IOException, InterruptedException {
        Optional<Tool.Version> version = Tool.version("go", "version");
        if (version.isEmpty()) {
            return Optional.of("there is no go on the path");
        }
        if (!version.get().atLeast(MAJOR, MINOR)) {
            return Optional.of("the go on the path is " + version.get() + ", needed is " + MAJOR + "." + MINOR);
        }
        Files.createDirectories(TARGET);
        Map<String, String> environment = Map.of("CGO_ENABLED", "0", "GOTOOLCHAIN", "local");
        String program = TARGET.resolve("devpeer").toString();
        Tool.run(SOURCE, environment, List.of("go", "build", "-buildvcs=false", "-o", program, "."));
        return Optional.empty();
    }

    /** Starts a {@code p2p.Server} with the given options. */
    static ForeignPeer serve(String... options) throws IOException {
        return start("serve", options);
    }

    /** Starts a peer that makes one connection by hand. */
    static ForeignPeer raw(String... options) throws IOException {
        return start("raw", options);
    }

    /** Starts many servers that dial one node. */
    static ForeignPeer flock(String... options) throws IOException {
        return start("flock", options);
    }

    private static ForeignPeer start(String mode, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(TARGET.resolve("devpeer").toString(), mode));
        command.addAll(List.of(options));
        return ForeignPeer.start(TARGET, command);
    }
}
