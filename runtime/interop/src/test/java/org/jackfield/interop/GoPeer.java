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

    private static final Path TARGET = Go.TARGET;

    private static final Prerequisite PROGRAM = new Prerequisite(GoPeer::build);

    private GoPeer() {}

    /** Skips the calling test where the program cannot be had. */
    static void require() throws IOException, InterruptedException {
        PROGRAM.require();
    }

    private static Optional<String> build() throws IOException, InterruptedException {
        Optional<String> missing = Go.missing();
        if (missing.isPresent()) {
            return missing;
        }
        Files.createDirectories(TARGET);
        Go.run("build", "-buildvcs=false", "-o", TARGET.resolve("devpeer").toString(), ".");
        return Optional.empty();
    }

    /** Starts a {@code p2p.Server} with the given options. */
    static ForeignPeer serve(String... options) throws IOException {
        return start("serve", options);
    }

    /** Starts a {@code p2p.Server} with go-ethereum's own eth over the whole of {@code chain}. */
    static ForeignPeer eth(SharedChain chain, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("--genesis", chain.genesis().toString()));
        all.addAll(List.of("--blocks", chain.blocks().toString()));
        all.addAll(List.of(options));
        return start("eth", all.toArray(String[]::new));
    }

    /**
     * Writes a chain into {@code genesis.json} and {@code chain.rlp}, by proof of work if the options do not say otherwise.
     */
    static void mine(Path folder, int blocks, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(TARGET.resolve("devpeer").toString(), "mine", "--count", Integer.toString(blocks)));
        command.addAll(List.of(options));
        Tool.run(folder, Map.of(), command);
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
