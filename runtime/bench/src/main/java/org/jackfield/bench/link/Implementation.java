package org.jackfield.bench.link;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jackfield.bench.LineProcess;

/** Whose ends there are. */
enum Implementation {
    JACKFIELD("jackfield", ""),
    GETH("go-ethereum 1.17.10", "geth"),
    GETH_2018("go-ethereum 1.8.27", "geth18"),
    TUWENI("tuweni 2.3.1", "tuweni"),
    ETHEREUMJS("ethereumjs 10.0.0", "ethereumjs");

    private final String title;
    private final String program;

    /** @param program file among those that the script has built; empty: a Java class of ours */
    Implementation(String title, String program) {
        this.title = title;
        this.program = program;
    }

    String title() {
        return title;
    }

    /** Whether it has a heap to tell of. */
    boolean java() {
        return this == JACKFIELD || this == TUWENI;
    }

    /** Those that can be given many peers and orders. */
    static List<Implementation> servers(Path programs) {
        return present(programs).stream().filter(one -> one != ETHEREUMJS).toList();
    }

    /** Those whose programs are in the folder. */
    static List<Implementation> present(Path programs) {
        return Arrays.stream(values())
                .filter(one -> one.program.isEmpty() || Files.exists(programs.resolve(one.program)))
                .toList();
    }

    /** @param data a folder of the party's own */
    List<String> command(Path programs, Path data) {
        return program.isEmpty()
                ? LineProcess.java(LinkParty.class, options(), data)
                : List.of(programs.resolve(program).toString());
    }

    private static List<String> options() {
        String words =
                System.getProperty("jackfield.jvm", "") + ' ' + System.getenv().getOrDefault("JACKFIELD_JAVA_OPTS", "");
        return Stream.concat(
                        Stream.of("-Djackfield.bundles=" + System.getProperty("jackfield.bundles")),
                        Arrays.stream(words.split(" ")).filter(word -> !word.isEmpty()))
                .toList();
    }
}
