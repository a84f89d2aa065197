package org.jackfield.chain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where {@link MadeBlocks} begin, in files of geth's format. */
public enum MadeGenesis {
    STAKE("made-by-stake.json"),
    AMSTERDAM("made-by-stake-amsterdam.json"),
    WORK("made-by-work.json");

    private final String resource;

    MadeGenesis(String resource) {
        this.resource = resource;
    }

    /** Writes the file into a folder; one that is there is left alone. */
    public Path writeTo(Path folder) {
        Path file = folder.resolve(resource);
        try (InputStream input = MadeGenesis.class.getResourceAsStream(resource)) {
            Files.createDirectories(folder);
            if (!Files.exists(file)) {
                Files.copy(input, file);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Genesis read() {
        try (InputStream input = MadeGenesis.class.getResourceAsStream(resource)) {
            return GenesisFile.read(input).genesis();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
