package org.jackfield.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Whisper and waku as others wrote them: one program of the {@code go-whisper} folder each, built when it is first needed. */
enum WhisperOriginal {
    /** go-ethereum's last release with whisper. */
    GETH19("shh", "go.mod", false),
    /** The last release that measures proof of work the earlier way. */
    GETH18("shh", "geth18.mod", true),
    /** Status's fork of whisper. */
    STATUS("shh", "status.mod", false),
    WAKU("waku", "waku.mod", true);

    private static final Path SOURCE = Path.of("go-whisper").toAbsolutePath();

    private final String protocol;
    private final String modules;
    private final boolean needsC;
    private final Prerequisite program = new Prerequisite(this::build);

    WhisperOriginal(String protocol, String modules, boolean needsC) {
        this.protocol = protocol;
        this.modules = modules;
        this.needsC = needsC;
    }

    /** Name of the capability. */
    String protocol() {
        return protocol;
    }

    /** Of a node of ours that measures proof of work as this one does. */
    Map<String, String> settings() {
        return this == GETH18 ? Map.of("envelopes.generation", "earlier", "envelopes.sealFor", "earlier") : Map.of();
    }

    /** Skips the calling test where the program cannot be had. */
    void require() throws IOException, InterruptedException {
        program.require();
    }

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
        return Go.TARGET.resolve("shhpeer-" + tag());
    }

    private String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
