package org.jackfield.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Swarm as its authors wrote it: one program of the {@code go-swarm} folder each, built when it is first needed. */
enum SwarmOriginal {
    /** The last release: bzz/14. */
    SWARM5("go.mod", false),
    /** The last one that was part of go-ethereum: bzz/8. */
    GETH18("geth18.mod", true);

    private static final Path SOURCE = Path.of("go-swarm").toAbsolutePath();

    private final String modules;
    private final boolean needsC;
    private final Prerequisite program = new Prerequisite(this::build);

    SwarmOriginal(String modules, boolean needsC) {
        this.modules = modules;
        this.needsC = needsC;
    }

    /** Skips the calling test where the program cannot be had. */
    void require() throws IOException, InterruptedException {
        program.require();
    }

    /** What go-swarm/serve.go describes. */
    ForeignPeer serve(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(program().toString(), "serve"));
        command.addAll(List.of(options));
        return ForeignPeer.start(Go.TARGET, command);
    }

    private Optional<String> build() throws IOException, InterruptedException {
        Optional<String> missing = Go.missing();
        if (missing.isPresent()) {
            return missing;
        }
        if (needsC && Tool.version("gcc", "--version").isEmpty()) {
            return Optional.of("there is no gcc on the path, which " + this + " needs");
        }
        Files.createDirectories(Go.TARGET);
        // A dependency of old takes a function of the runtime by name, which the linker has come to refuse.
        Go.run(
                SOURCE,
                needsC,
                "build",
                "-buildvcs=false",
                "-modfile=" + modules,
                "-tags=" + tag(),
                "-ldflags=-checklinkname=0",
                "-o",
                program().toString(),
                ".");
        return Optional.empty();
    }

    private Path program() {
        return Go.TARGET.resolve("swarmpeer-" + tag());
    }

    private String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
