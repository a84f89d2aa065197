package org.jackfield.sync;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jackfield.chain.BlockBody;
import org.jackfield.chain.BlockHeader;
import org.jackfield.crypto.Keccak256;

/** What need not be asked for, because its header tells that there is nothing. */
final class Empty {

    /** Root of a trie without entries: Keccak-256 of the empty string's encoding (yellow paper, appendix D). */
    private static final byte[] ROOT = Keccak256.hash(new byte[] {(byte) 0x80});

    private static final byte[] LIST = Keccak256.hash(new byte[] {(byte) 0xc0});

    private Empty() {}

    /** The body, if there is nothing in it. */
    static Optional<BlockBody> body(BlockHeader header) {
        boolean withdrawals = header.withdrawalsRoot()
                .filter(root -> !Arrays.equals(root, ROOT))
                .isPresent();
        boolean empty = Arrays.equals(header.transactionsRoot(), ROOT) && Arrays.equals(header.ommersHash(), LIST);
        return empty && !withdrawals
                ? Optional.of(new BlockBody(
                        List.of(), List.of(), header.withdrawalsRoot().map(root -> List.of())))
                : Optional.empty();
    }

    /** Also of a block that has none. */
    static boolean accessList(BlockHeader header) {
        return header.blockAccessListHash()
                .map(hash -> Arrays.equals(hash, LIST))
                .orElse(true);
    }

    static boolean receipts(BlockHeader header) {
        return Arrays.equals(header.receiptsRoot(), ROOT);
    }
}
