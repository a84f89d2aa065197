package org.jackfield.interop;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/** Whisper and waku as others wrote them. */
enum WhisperOriginal {
    /** go-ethereum's last release with whisper. */
    GETH19("shh", "go.mod", false),
    /** The last release that measures proof of work the earlier way. */
    GETH18("shh", "geth18.mod", true),
    /** Status's fork of whisper. */
    STATUS("shh", "status.mod", false),
    WAKU("waku", "waku.mod", true);

    private final String protocol;
    private final GoProgram program;

    WhisperOriginal(String protocol, String modules, boolean needsC) {
        this.protocol = protocol;
        program = new GoProgram("go-whisper", "shhpeer", name().toLowerCase(Locale.ROOT), modules, needsC);
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
        return program.serve(options);
    }
}
