package org.jackfield.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The peer on EthereumJS, installed from the {@code npm} folder when it is first needed. */
final class EthereumJsPeer {

    private static final Path SOURCE = Path.of("npm").toAbsolutePath();
    private static final Path TARGET = Path.of("target", "npm").toAbsolutePath();

    /** Written by npm when it is done. */
    private static final Path INSTALLED = TARGET.resolve(Path.of("node_modules", ".package-lock.json"));

    /** As package.json says. */
    private static final int MAJOR = 18;

    private static final Prerequisite PROGRAM = new Prerequisite(EthereumJsPeer::install);

    private EthereumJsPeer() {}

    /** Skips the calling test where the program cannot be had. */
    static void require() throws IOException, InterruptedException {
        PROGRAM.require();
    }

    private static Optional<String> install() throws IOException, InterruptedException {
        Optional<Tool.Version> version = Tool.version("node", "--version");
        if (version.isEmpty()) {
            return Optional.of("there is no node on the path");
        }
        if (!version.get().atLeast(MAJOR, 0)) {
            return Optional.of("the node on the path is " + version.get() + ", needed is " + MAJOR);
        }
        if (Tool.version("npm", "--version").isEmpty()) {
            return Optional.of("there is no npm on the path");
        }
        if (copySource()) {
            Files.deleteIfExists(INSTALLED);
        }
        if (!Files.exists(INSTALLED)) {
            Tool.run(TARGET, Map.of(), List.of("npm", "ci", "--ignore-scripts"));
        }
        return Optional.empty();
    }

    /** Copies what has changed; says whether anything has. */
    private static boolean copySource() throws IOException {
        Files.createDirectories(TARGET);
        boolean changed = false;
        try (Stream<Path> files = Files.list(SOURCE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = TARGET.resolve(file.getFileName());
                if (!Files.exists(copy) || Files.mismatch(file, copy) >= 0) {
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                    changed = true;
                }
            }
        }
        return changed;
    }

    /** Starts a peer that knows the chain which {@code chain} describes. */
    static ForeignPeer start(KnownChain chain, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of("node", "peer.mjs"));
        command.addAll(List.of("--genesis", chain.genesisFile().toString(), "--genesis-hash", chain.genesisHash()));
        command.addAll(List.of("--head-hash", chain.headHash()));
        command.addAll(List.of(options));
        return ForeignPeer.start(TARGET, command);
    }
}
