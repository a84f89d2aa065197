package org.jackfield.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A peer on an original: a folder of Go code of which a build tag chooses the part for that original, and a module file of its own
 * brings it. Built when it is first needed.
 */
final class GoProgram {

    private final Path source;
    private final String tag;
    private final String modules;
    private final boolean needsC;
    private final Path program;
    private final Prerequisite built = new Prerequisite(this::build);

    /**
     * @param folder beside {@code src}
     * @param name of the program
     * @param modules the module file
     */
    GoProgram(String folder, String name, String tag, String modules, boolean needsC) {
        this.source = Path.of(folder).toAbsolutePath();
        this.tag = tag;
        this.modules = modules;
        this.needsC = needsC;
        this.program = Go.TARGET.resolve(name + '-' + tag);
    }

    /** Skips the calling test where the program cannot be had. */
    void require() throws IOException, InterruptedException {
        built.require();
    }

    /** What the folder's serve.go describes. */
    ForeignPeer serve(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString(), "serve"));
        command.addAll(List.of(options));
        return ForeignPeer.start(Go.TARGET, command);
    }

    private Optional<String> build() throws IOException, InterruptedException {
        Optional<String> missing = Go.missing();
        if (missing.isPresent()) {
            return missing;
        }
        if (needsC && Tool.version("gcc", "--version").isEmpty()) {
            return Optional.of("there is no gcc on the path, which " + program.getFileName() + " needs");
        }
        Files.createDirectories(Go.TARGET);
        // A dependency of old takes a function of the runtime by name, which the linker has come to refuse.
        Go.run(
                source,
                needsC,
                "build",
                "-buildvcs=false",
                "-modfile=" + modules,
                "-tags=" + tag,
                "-ldflags=-checklinkname=0",
                "-o",
                program.toString(),
                ".");
        return Optional.empty();
    }
}
