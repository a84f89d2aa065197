package org.jackfield.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The node as its users start it. */
final class Launcher {

    private static final Path HOME =
            Path.of(System.getProperty("jackfield.bundles")).resolveSibling("lib");
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private Launcher() {}

    /**
     * Runs it to its end.
     *
     * @throws IOException if it exits with another status than 0; the message holds what it printed
     */
    static String run(String... options) throws IOException, InterruptedException {
        return Tool.run(Path.of("."), Map.of(), command(List.of(options)));
    }

    static List<String> command(List<String> options) {
        List<String> command = new ArrayList<>(List.of(JAVA.toString(), "-cp", HOME + "/*", "org.jackfield.node.Main"));
        command.addAll(options);
        return command;
    }
}
