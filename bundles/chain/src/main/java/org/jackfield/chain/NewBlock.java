package org.jackfield.chain;

import java.util.Optional;

/**
 * A block to be stored.
 *
 * @param receipts if they are known; they must be those of its header
 * @param accessList likewise
 */
public record NewBlock(Block block, Optional<ReceiptList> receipts, Optional<BlockAccessList> accessList) {

    public NewBlock(Block block, Optional<ReceiptList> receipts) {
        this(block, receipts, Optional.empty());
    }
}
