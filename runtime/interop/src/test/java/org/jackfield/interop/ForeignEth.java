package org.jackfield.interop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A foreign peer with one version of eth and the shared chain, that does what it is told: EthereumJS to eth/68,
 * go-ethereum from eth/69 on. Their commands and events are the same.
 */
final class ForeignEth {

    private static final int FIRST_OF_GO_ETHEREUM = 69;

    private ForeignEth() {}

    /** Skips the calling test where the program cannot be had. */
    static void require(int version) throws IOException, InterruptedException {
        if (version < FIRST_OF_GO_ETHEREUM) {
            EthereumJsPeer.require();
        } else {
            GoPeer.require();
        }
    }

    static ForeignPeer start(SharedChain chain, int version, String... options) throws IOException {
        if (version >= FIRST_OF_GO_ETHEREUM) {
            return GoPeer.eth(chain, with(options, "--versions", Integer.toString(version)));
        }
        return EthereumJsPeer.start(
                chain.known(),
                with(
                        options,
                        "--commanded",
                        "--eth",
                        Integer.toString(version),
                        "--blocks",
                        chain.blocks().toString(),
                        "--receipts",
                        ReceiptsFile.PACKED.toString()));
    }

    private static String[] with(String[] options, String... more) {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
