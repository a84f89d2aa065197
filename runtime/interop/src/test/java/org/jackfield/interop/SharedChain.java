package org.jackfield.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The chain of go-ethereum's conformance suite, where the machine has it: {@code -Djackfield.chain=FOLDER}. */
record SharedChain(Path folder) {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Prerequisite PRESENT = new Prerequisite(
            () -> find().isPresent() ? Optional.empty() : Optional.of("there is no chain.rlp in " + place()));

    static Optional<SharedChain> find() {
        Path folder = place();
        return Files.exists(folder.resolve("chain.rlp")) ? Optional.of(new SharedChain(folder)) : Optional.empty();
    }

    /** Skips the calling test where there is none. */
    static SharedChain require() throws IOException, InterruptedException {
        PRESENT.require();
        return new SharedChain(place());
    }

    private static Path place() {
        return Path.of(System.getProperty("jackfield.chain")).toAbsolutePath().normalize();
    }

    /** Blocks from 1 on, as {@code geth export} writes them. */
    Path blocks() {
        return folder.resolve("chain.rlp");
    }

    Path genesis() {
        return folder.resolve("genesis.json");
    }

    /** Accounts at the head, as {@code geth dump} writes them. */
    Path headState() {
        return folder.resolve("headstate.json");
    }

    /** As the files themselves say, without any code of ours that builds a block. */
    KnownChain known() throws IOException {
        JsonNode head = JSON.readTree(folder.resolve("headblock.json").toFile());
        return new KnownChain(
                genesis(),
                RlpFile.read(blocks()).parentHash(1),
                head.path("hash").asText(),
                Long.decode(head.path("number").asText()));
    }
}
