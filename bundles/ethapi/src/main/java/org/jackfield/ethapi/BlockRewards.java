package org.jackfield.ethapi;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.chain.Block;
import org.jackfield.chain.BlockHeader;
import org.jackfield.chain.Receipt;
import org.jackfield.chain.Transaction;

/**
 * What the transactions of a block paid above the base fee, the least first.
 *
 * @param gasUsed by all of them
 */
record BlockRewards(List<Reward> rewards, long gasUsed) {

    /** @param tip wei per gas */
    private record Reward(BigInteger tip, long gas) {}

    /** @throws RpcException if there is no telling, for want of receipts */
    static BlockRewards of(Blocks blocks, BlockHeader header) throws RpcException {
        Optional<Block> block = blocks.block(header);
        Optional<byte[]> slim = blocks.chain().slimReceipts(header.hash());
        if (block.isEmpty() || slim.isEmpty()) {
            throw RpcException.failed("the receipts of block " + header.number() + " are not here");
        }
        List<Transaction> transactions =
                BlockTransactions.of(block.get(), blocks.chain().genesis()).all();
        List<Receipt> receipts = LogSearch.receipts(slim.get()).receipts();
        List<Reward> rewards = new ArrayList<>();
        long gasBefore = 0;
        for (int i = 0; i < transactions.size(); i++) {
            long gas = receipts.get(i).cumulativeGas();
            rewards.add(new Reward(tip(transactions.get(i), header), gas - gasBefore));
            gasBefore = gas;
        }
        rewards.sort(Comparator.comparing(Reward::tip));
        return new BlockRewards(rewards, header.gasUsed());
    }

    /** For each percentage the tip that so much of the gas was bought for at most; zeros of a block that is empty. */
    List<BigInteger> at(List<Double> percentiles) {
        List<BigInteger> tips = new ArrayList<>();
        int index = 0;
        long gas = rewards.isEmpty() ? 0 : rewards.get(0).gas();
        for (double percentile : percentiles) {
            long threshold = (long) (gasUsed * percentile / 100);
            while (gas < threshold && index < rewards.size() - 1) {
                index++;
                gas += rewards.get(index).gas();
            }
            tips.add(rewards.isEmpty() ? BigInteger.ZERO : rewards.get(index).tip());
        }
        return tips;
    }

    private static BigInteger tip(Transaction transaction, BlockHeader header) {
        return BlockTransactions.price(transaction, header.baseFee())
                .subtract(header.baseFee().orElse(BigInteger.ZERO));
    }
}
