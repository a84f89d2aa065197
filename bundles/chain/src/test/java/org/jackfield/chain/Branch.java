package org.jackfield.chain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Makes the blocks of a branch, from block {@code start} on: test data. By work as before London, or by stake if the parent
 * has reached the terminal difficulty; every other one holds a transaction with its receipt, the same in all branches, and in
 * those of an even name behind another one of their own.
 */
final class Branch {

    /** Work up to a total difficulty of 1000, then stake. */
    static final Genesis MERGING = genesis(Map.of("terminalTotalDifficulty", 1000));

    static final Genesis WORK = genesis(Map.of());

    private final int name;
    private final List<NewBlock> blocks = new ArrayList<>();
    private BlockHeader last;
    private boolean repeats;

    /** @param name goes into every block, so that branches differ */
    Branch(BlockHeader start, int name) {
        this.name = name;
        last = start;
    }

    /** A branch whose blocks all hold the same transaction: what another client has vouched for. */
    static Branch repeating(BlockHeader start, int name) {
        Branch branch = new Branch(start, name);
        branch.repeats = true;
        return branch;
    }

    /** Adds blocks of that difficulty each. */
    Branch add(int count, long difficulty) {
        for (int i = 0; i < count; i++) {
            blocks.add(next(difficulty));
        }
        return this;
    }

    List<NewBlock> blocks() {
        return blocks;
    }

    NewBlock block(int index) {
        return blocks.get(index);
    }

    BlockHeader header(int index) {
        return blocks.get(index).block().header();
    }

    BlockHeader last() {
        return last;
    }

    private NewBlock next(long difficulty) {
        long number = last.number() + 1;
        BlockBody body = new BlockBody(payments(number), List.of(), Optional.empty());
        ReceiptList receipts =
                new ReceiptList(IntStream.rangeClosed(1, body.transactions().size())
                        .mapToObj(count -> Receipt.of(0, true, 21_000L * count, List.of()))
                        .toList());
        HeaderDraft draft = new HeaderDraft();
        draft.parentHash = last.hash();
        draft.number = number;
        draft.timestamp = last.timestamp() + 1;
        draft.gasLimit = last.gasLimit();
        draft.gasUsed = 21_000L * body.transactions().size();
        draft.difficulty = BigInteger.valueOf(difficulty);
        draft.extraData = new byte[] {(byte) name, (byte) (name >> 8)};
        draft.transactionsRoot = body.transactionsRoot();
        draft.receiptsRoot = receipts.root();
        last = draft.header();
        return new NewBlock(new Block(last, body), Optional.of(receipts));
    }

    private static Genesis genesis(Map<String, Object> config) {
        HeaderDraft draft = new HeaderDraft();
        draft.gasLimit = 5_000_000;
        draft.difficulty = BigInteger.ONE;
        BlockHeader header = draft.header();
        ForkSchedule forks = ForkSchedule.of(config, 0);
        return new Genesis(header, 1, config, forks, new ForkIds(header.hash(), forks));
    }

    private List<RawTransaction> payments(long number) {
        if (number % 2 == 1) {
            return List.of();
        }
        if (repeats) {
            return List.of(payment(0));
        }
        RawTransaction common = payment(number);
        return name % 2 == 1 ? List.of(common) : List.of(payment(1_000_000L * name + number), common);
    }

    private static RawTransaction payment(long nonce) {
        TransactionDraft draft = new TransactionDraft();
        draft.nonce = nonce;
        draft.to = Optional.of(Address.of(new byte[Address.BYTES]));
        byte[] key = new byte[32];
        key[31] = 1;
        return draft.signed(key).pooled();
    }
}
