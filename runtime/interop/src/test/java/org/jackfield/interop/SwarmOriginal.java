package org.jackfield.interop;

import java.io.IOException;
import java.util.Locale;

/** Swarm as its authors wrote it. */
enum SwarmOriginal {
    /** The last release: bzz/14. */
    SWARM5("go.mod", false),
    /** The last one that was part of go-ethereum: bzz/8. */
    GETH18("geth18.mod", true);

    private final GoProgram program;

    SwarmOriginal(String modules, boolean needsC) {
        program = new GoProgram("go-swarm", "swarmpeer", name().toLowerCase(Locale.ROOT), modules, needsC);
    }

    /** Skips the calling test where the program cannot be had. */
    void require() throws IOException, InterruptedException {
        program.require();
    }

    ForeignPeer serve(String... options) throws IOException {
        return program.serve(options);
    }
}
