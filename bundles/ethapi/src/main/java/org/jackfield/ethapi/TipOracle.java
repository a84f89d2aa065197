package org.jackfield.ethapi;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.chain.Address;
import org.jackfield.chain.Block;
import org.jackfield.chain.BlockHeader;

/**
 * What to pay whoever makes the next block, after what was paid of late: as go-ethereum's gas price oracle has it, with its
 * standard settings. Of each of the last {@value #BLOCKS} blocks the three lowest tips count, of all of those the one
 * that 60 % do not exceed.
 */
record TipOracle(Blocks blocks) {

    private static final int BLOCKS = 20;
    private static final int SAMPLES_A_BLOCK = 3;
    private static final int PERCENTILE = 60;
    /** 500 gwei. */
    private static final BigInteger MAX_PRICE = BigInteger.valueOf(500_000_000_000L);
    /** Tips below are no bids. */
    private static final BigInteger LEAST = BigInteger.TWO;
    /** 0.001 gwei, where nothing is known: the least that geth's block building takes by default. */
    private static final BigInteger START = BigInteger.valueOf(1_000_000);

    /** Wei per gas. */
    BigInteger tip() throws RpcException {
        long head = blocks.chain().head().number();
        int due = (int) Math.min(BLOCKS, head);
        long beyond = head - due;
        List<BigInteger> samples = new ArrayList<>();
        for (long number = head; due > 0; number--) {
            due--;
            List<BigInteger> tips = sample(number);
            // A block that says next to nothing: one more is looked at.
            if (tips.size() <= 1 && samples.size() + 1 + due < 2 * BLOCKS && beyond > 0) {
                due++;
                beyond--;
            }
            samples.addAll(tips.isEmpty() ? List.of(START) : tips);
        }
        return samples.stream()
                .sorted()
                .skip(Math.max(0, samples.size() - 1) * (long) PERCENTILE / 100)
                .findFirst()
                .orElse(START)
                .min(MAX_PRICE);
    }

    private List<BigInteger> sample(long number) throws RpcException {
        Optional<Block> block = blocks.block(new BlockId.Numbered(number));
        return block.map(this::tips).orElse(Stream.empty()).toList();
    }

    private Stream<BigInteger> tips(Block block) {
        BlockHeader header = block.header();
        Address beneficiary = Address.of(header.beneficiary());
        BigInteger baseFee = header.baseFee().orElse(BigInteger.ZERO);
        return BlockTransactions.of(block, blocks.chain().genesis()).all().stream()
                .filter(transaction -> BlockTransactions.price(transaction, header.baseFee())
                                .subtract(baseFee)
                                .compareTo(LEAST)
                        >= 0)
                .filter(transaction -> transaction
                        .sender()
                        .filter(sender -> !sender.equals(beneficiary))
                        .isPresent())
                .map(transaction ->
                        BlockTransactions.price(transaction, header.baseFee()).subtract(baseFee))
                .sorted()
                .limit(SAMPLES_A_BLOCK);
    }
}
