package org.jackfield.chain;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.crypto.Keccak256;
import org.jackfield.rlp.RlpWriter;

/**
 * A generated chain that keeps all rules, block 0 first. It lies in this package because headers can be drafted only here.
 * Nothing in it is executed, which nobody here would notice: transactions are of the right form, not signed.
 */
public final class Branch {

    private static final String GENESIS = """
            {"config": {"chainId": 4242, "londonBlock": 0%s}, "timestamp": "0x65920080", "gasLimit": "0x1c9c380",
             "difficulty": "%s", "alloc": {}}
            """;
    private static final String STAKE = """
            , "shanghaiTime": 0, "cancunTime": 0, "terminalTotalDifficulty": 0,
            "blobSchedule": {"cancun": {"target": 3, "max": 6, "baseFeeUpdateFraction": 3338477}}""";

    private static final String AMSTERDAM = STAKE + ", \"pragueTime\": 0, \"amsterdamTime\": 0";

    private final Genesis genesis;
    private final boolean byStake;
    private final List<Block> blocks;
    private final Map<Long, ReceiptList> receipts;

    private Branch(Genesis genesis, boolean byStake, List<Block> blocks, Map<Long, ReceiptList> receipts) {
        this.genesis = genesis;
        this.byStake = byStake;
        this.blocks = blocks;
        this.receipts = receipts;
    }

    /** Nothing but a genesis block, of a chain by proof of stake or of work. */
    public static Branch genesis(boolean byStake) {
        return genesis(read(genesisFile(byStake)), byStake);
    }

    /** As {@link #genesis(boolean)} by stake; all blocks commit to access lists, those of every fifth one are empty. */
    public static Branch amsterdam() {
        return genesis(read(String.format(GENESIS, AMSTERDAM, "0x0")), true);
    }

    private static Branch genesis(Genesis genesis, boolean byStake) {
        BlockBody empty = new BlockBody(List.of(), List.of(), byStake ? Optional.of(List.of()) : Optional.empty());
        List<Block> blocks = new ArrayList<>(List.of(new Block(genesis.header(), empty)));
        return new Branch(genesis, byStake, blocks, new HashMap<>(Map.of(0L, new ReceiptList(List.of()))));
    }

    /** The genesis file of such a chain. */
    public static String genesisFile(boolean byStake) {
        return String.format(GENESIS, byStake ? STAKE : "", byStake ? "0x0" : "0x20000");
    }

    private static Genesis read(String text) {
        try {
            return GenesisFile.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                    .genesis();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first blocks of this one, to go on differently. */
    public Branch upTo(long number) {
        return new Branch(
                genesis, byStake, new ArrayList<>(blocks.subList(0, (int) number + 1)), new HashMap<>(receipts));
    }

    /** @param salt makes the blocks differ from others of the same number */
    public Branch grow(int count, int salt) {
        return grow(count, salt, 2);
    }

    /** @param difficulty of each block, by proof of work */
    public Branch grow(int count, int salt, int difficulty) {
        HeaderRules rules = new HeaderRules(genesis);
        for (int i = 0; i < count; i++) {
            add(rules, salt, difficulty, 0);
        }
        return this;
    }

    /** Adds a block whose base fee is wrong. */
    public Branch spoil() {
        add(new HeaderRules(genesis), 9, 2, 1);
        return this;
    }

    private void add(HeaderRules rules, int salt, int difficulty, int error) {
        BlockHeader parent = head().header();
        long number = parent.number() + 1;
        BlockBody body = body(number, salt);
        ReceiptList list = receipts(body.transactions().size(), number);
        HeaderDraft draft = new HeaderDraft();
        draft.parentHash = parent.hash();
        draft.number = number;
        draft.gasLimit = parent.gasLimit();
        draft.gasUsed = 21_000L * body.transactions().size();
        draft.timestamp = parent.timestamp() + 12;
        draft.extraData = new byte[] {(byte) salt};
        draft.transactionsRoot = body.transactionsRoot();
        draft.receiptsRoot = list.root();
        draft.logsBloom = list.bloom().bits();
        draft.baseFee = Optional.of(rules.baseFee(parent).add(BigInteger.valueOf(error)));
        draft.difficulty = BigInteger.valueOf(byStake ? 0 : difficulty);
        if (byStake) {
            draft.withdrawalsRoot = body.withdrawalsRoot();
            draft.blobGasUsed = Optional.of(0L);
            draft.excessBlobGas = Optional.of(0L);
            draft.parentBeaconRoot = Optional.of(new byte[32]);
        }
        if (parent.blockAccessListHash().isPresent()) {
            draft.requestsHash = Optional.of(new byte[32]);
            draft.blockAccessListHash = Optional.of(Keccak256.hash(accessList(number)));
            draft.slotNumber = Optional.of(number);
        }
        blocks.add(new Block(draft.header(), body));
        receipts.put(number, list);
    }

    /** Every fourth body is empty, every other block has withdrawals. */
    private BlockBody body(long number, int salt) {
        List<RawTransaction> transactions = new ArrayList<>();
        for (int i = 0; i < number % 4; i++) {
            byte[] list = new RlpWriter(96)
                    .beginList()
                    .write(number)
                    .write(salt)
                    .write(i)
                    .write(new byte[80])
                    .endList()
                    .toByteArray();
            byte[] typed = new byte[list.length + 1];
            typed[0] = 2;
            System.arraycopy(list, 0, typed, 1, list.length);
            transactions.add(new RawTransaction(typed));
        }
        List<Withdrawal> withdrawals =
                number % 2 == 0 ? List.of() : List.of(new Withdrawal(number, salt, new byte[20], 7));
        return new BlockBody(transactions, List.of(), byStake ? Optional.of(withdrawals) : Optional.empty());
    }

    private static ReceiptList receipts(int count, long number) {
        List<Receipt> list = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Log log = new Log(Address.of(new byte[20]), List.of(), new byte[(int) (number % 50)]);
            list.add(Receipt.of(2, true, 21_000L * (i + 1), List.of(log)));
        }
        return new ReceiptList(list);
    }

    /** Encoded: one account whose balance is the block's number then. */
    public static byte[] accessList(long number) {
        RlpWriter out = new RlpWriter().beginList();
        if (number % 5 != 0) {
            out.beginList()
                    .write(new byte[20])
                    .beginList()
                    .endList()
                    .beginList()
                    .endList();
            out.beginList().beginList().write(1).write(number).endList().endList();
            out.beginList().endList().beginList().endList().endList();
        }
        return out.endList().toByteArray();
    }

    public Genesis genesis() {
        return genesis;
    }

    public boolean byStake() {
        return byStake;
    }

    public Block head() {
        return blocks.get(blocks.size() - 1);
    }

    public Block block(long number) {
        return blocks.get((int) number);
    }

    public ReceiptList receipts(long number) {
        return receipts.get(number);
    }

    public long height() {
        return blocks.size() - 1L;
    }

    public BigInteger totalDifficulty() {
        return blocks.stream().map(block -> block.header().difficulty()).reduce(BigInteger.ZERO, BigInteger::add);
    }
}
