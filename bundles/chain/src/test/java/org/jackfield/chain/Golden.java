package org.jackfield.chain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jackfield.rlp.RlpReader;

/**
 * Test data: the start of the public test chain of go-ethereum's conformance suite
 * (cmd/devp2p/internal/ethtest/testdata). Its 29 blocks cross the merge, Cancun (time 60) and Prague (time 120) and
 * hold transactions of types 0 to 4.
 */
final class Golden {

    static final int BLOCKS = 29;

    /** The accounts that the chain's makers have keys of (accounts.json): all transactions come from them. */
    static final Set<Address> SENDERS = Stream.of(
                    "0x0c2c51a0990aee1d73c1228de158688341557508",
                    "0x14e46043e63d0e3cdcf2530519f4cfaf35058cb2",
                    "0x16c57edf7fa9d9525378b0b81bf8a3ced0620c1c",
                    "0x1f4924b14f34e24159387c0a4cdbaa32f3ddb0cf",
                    "0x1f5bde34b4afc686f136c7a3cb6ec376f7357759",
                    "0x2d389075be5be9f2246ad654ce152cf05990b209",
                    "0x3ae75c08b4c907eb63a8960c45b86e1e9ab6123c",
                    "0x4340ee1b812acb40a1eb561c019c327b243b92df",
                    "0x4a0f1452281bcec5bd90c3dce6162a5995bfe9df",
                    "0x4dde844b71bcdf95512fb4dc94e84fb67b512ed8",
                    "0x5f552da00dfb4d3749d9e62dcee3c918855a86a0",
                    "0x654aa64f5fbefb84c270ec74211b81ca8c44a72e",
                    "0x717f8aa2b982bee0e29f573d31df288663e1ce16",
                    "0x7435ed30a8b4aeb0877cef0c6e8cffe834eb865f",
                    "0x83c7e323d189f18725ac510004fdc2941f8c4a78",
                    "0x84e75c28348fb86acea1a93a39426d7d60f4cc46",
                    "0xc7b99a164efd027a93f147376cc7da7c67c6bbe0",
                    "0xd803681e487e6ac18053afc5a6cd813c86ec3e4d",
                    "0xe7d13f7aa2a838d24c59b40186a0aca1e21cffcc",
                    "0xeda8645ba6948855e3b3cd596bbb07596d59c603")
            .map(Address::parse)
            .collect(Collectors.toUnmodifiableSet());

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
