package org.jackfield.eth;

import org.jackfield.api.Capability;

/** The versions spoken, with how many message codes each has (devp2p caps/eth.md, "Change Log"). */
enum EthVersion {
    ETH_68(68, 17),
    /** Status tells the range of blocks, receipts go without bloom, BlockRangeUpdate is new (EIP-7642). */
    ETH_69(69, 18);

    private final Capability capability;
    private final int messageCount;

    EthVersion(int version, int messageCount) {
        this.capability = new Capability("eth", version);
        this.messageCount = messageCount;
    }

    Capability capability() {
        return capability;
    }

    int number() {
        return capability.version();
    }

    int messageCount() {
        return messageCount;
    }
}
