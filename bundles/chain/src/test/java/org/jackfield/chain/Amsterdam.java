package org.jackfield.chain;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Empty blocks of the Amsterdam fork, each with the hash of an access list: test data. */
final class Amsterdam {

    static final Genesis GENESIS = genesis();

    private Amsterdam() {}

    /** A header with all fields of the fork. */
    static HeaderDraft draft() {
        HeaderDraft draft = new HeaderDraft();
        draft.gasLimit = GENESIS.header().gasLimit();
        draft.baseFee = GENESIS.header().baseFee();
        draft.withdrawalsRoot = Optional.of(TrieRoot.EMPTY);
        draft.blobGasUsed = Optional.of(0L);
        draft.excessBlobGas = Optional.of(0L);
        draft.parentBeaconRoot = Optional.of(new byte[32]);
        draft.requestsHash = Optional.of(new byte[32]);
        draft.blockAccessListHash = Optional.of(BlockAccessList.EMPTY_HASH);
        draft.slotNumber = Optional.of(1L);
        return draft;
    }

    static Block after(BlockHeader parent, byte[] accessListHash) {
        HeaderDraft draft = draft();
        draft.parentHash = parent.hash();
        draft.number = parent.number() + 1;
        draft.timestamp = parent.timestamp() + 12;
        draft.baseFee = Optional.of(new HeaderRules(GENESIS).baseFee(parent));
        draft.blockAccessListHash = Optional.of(accessListHash);
        return new Block(draft.header(), new BlockBody(List.of(), List.of(), Optional.of(List.of())));
    }

    private static Genesis genesis() {
        String text = """
                {"config": {"chainId": 7, "londonBlock": 0, "shanghaiTime": 0, "cancunTime": 0, "pragueTime": 0,
                "amsterdamTime": 0, "terminalTotalDifficulty": 0,
                "blobSchedule": {"cancun": {"target": 3, "max": 6, "baseFeeUpdateFraction": 3338477}}},
                "gasLimit": "0x1c9c380", "difficulty": "0x0", "alloc": {}}""";
        try {
            return GenesisFile.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                    .genesis();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
