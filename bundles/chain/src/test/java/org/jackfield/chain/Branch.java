package org.jackfield.chain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the blocks of a branch, from block {@code start} on: test data. By work as before London, or by stake if the parent
 * has reached the terminal difficulty; every other one holds a transaction with its receipt.
 */
final class Branch {

    /** Work up to a total difficulty of 1000, then stake. */
    static final Genesis MERGING = genesis(Map.of("terminalTotalDifficulty", 1000));

    static final Genesis WORK = genesis(Map.of());

    private static final RawTransaction PAYMENT = payment();
    private static final ReceiptList PAID = new ReceiptList(List.of(Receipt.of(0, true, 21_000, List.of())));

    private final byte[] name;
    private final List<NewBlock> blocks = new ArrayList<>();
    private BlockHeader last;

    /** @param name goes into every block, so that branches differ */
    Branch(BlockHeader start, int name) {
        this.name = new byte[] {(byte) name, (byte) (name >> 8)};
        last = start;
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
        boolean pays = number % 2 == 0;
        BlockBody body = new BlockBody(pays ? List.of(PAYMENT) : List.of(), List.of(), Optional.empty());
        ReceiptList receipts = pays ? PAID : new ReceiptList(List.of());
        HeaderDraft draft = new HeaderDraft();
        draft.parentHash = last.hash();
        draft.number = number;
        draft.timestamp = last.timestamp() + 1;
        draft.gasLimit = last.gasLimit();
        draft.gasUsed = pays ? 21_000 : 0;
        draft.difficulty = BigInteger.valueOf(difficulty);
        draft.extraData = name;
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

    private static RawTransaction payment() {
        TransactionDraft draft = new TransactionDraft();
        draft.to = Optional.of(Address.of(new byte[Address.BYTES]));
        byte[] key = new byte[32];
        key[31] = 1;
        return draft.signed(key).pooled();
    }
}
