package org.jackfield.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Go tool chain, where the machine has one, at work in the {@code go} folder. */
final class Go {

    /** What is built goes in here. */
    static final Path TARGET = Path.of("target", "go").toAbsolutePath();

    private static final Path SOURCE = Path.of("go").toAbsolutePath();

    /** As go.mod says. */
    private static final int MAJOR = 1;

    private static final int MINOR = 25;

    private Go() {}

    /** Why there is no Go that will do; empty if there is one. */
    static Optional<String> missing() throws InterruptedException {
        Optional<Tool.Version> version = Tool.version("go", "version");
        if (version.isEmpty()) {
            return Optional.of("there is no go on the path");
        }
        if (!version.get().atLeast(MAJOR, MINOR)) {
            return Optional.of("the go on the path is " + version.get() + ", needed is " + MAJOR + "." + MINOR);
        }
        return Optional.empty();
    }

    /**
     * Without a C compiler; what {@code go install} installs goes into {@link #TARGET}.
     *
     * @return what it printed
     * @throws IOException if it fails
     */
    static String run(String... arguments) throws IOException, InterruptedException {
        return run(SOURCE, false, arguments);
    }

    /**
     * The same in another folder.
     *
     * @param withC whether it takes a C compiler, which then is called {@code gcc}
     */
    static String run(Path source, boolean withC, String... arguments) throws IOException, InterruptedException {
        Map<String, String> environment =
                Map.of("CGO_ENABLED", withC ? "1" : "0", "GOTOOLCHAIN", "local", "GOBIN", TARGET.toString());
        List<String> command = new ArrayList<>(List.of("go"));
        command.addAll(List.of(arguments));
        return Tool.run(source, environment, command);
    }
}
