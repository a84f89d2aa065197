package org.jackfield.chain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jackfield.rlp.RlpReader;

/**
 * Test data: the start of the public test chain of go-ethereum's conformance suite
 * (cmd/devp2p/internal/ethtest/testdata). Its 29 blocks cross the merge, Cancun (time 60) and Prague (time 120) and
 * hold transactions of types 0 to 4.
 */
final class Golden {

    static final int BLOCKS = 29;

    private Golden() {}

    static GenesisFile genesisFile() {
        try (InputStream input = Golden.class.getResourceAsStream("genesis.json")) {
            return GenesisFile.read(input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Genesis genesis() {
        return genesisFile().genesis();
    }

    static byte[] chainFile() {
        try (InputStream input = Golden.class.getResourceAsStream("first29.rlp")) {
            return input.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path chainPath() {
        return Path.of("src/test/resources/org/jackfield/chain/first29.rlp");
    }

    static List<Block> blocks() {
        try {
            List<Block> blocks = new ArrayList<>();
            for (RlpReader items = RlpReader.of(chainFile()); items.hasNext(); ) {
                blocks.add(Block.decode(items.readRaw()));
            }
            return blocks;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
