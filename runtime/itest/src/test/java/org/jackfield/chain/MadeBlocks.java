package org.jackfield.chain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.jackfield.crypto.Keccak256;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpWriter;

/**
 * Blocks without end, the same for the same seed: test data that is valid in everything that is verified without executing
 * it. Each has up to four transactions if nothing else is said, receipts with logs and, by stake, withdrawals; there is no state behind their state
 * roots. Used by one thread.
 */
public final class MadeBlocks {

    static final long CHAIN_ID = 7331;

    private static final int MAX_TRANSACTIONS = 4;
    private static final int MAX_WITHDRAWALS = 4;
    private static final int MAX_LOGS = 2;
    private static final int MAX_TOPICS = 3;
    private static final long SECONDS_A_BLOCK = 12;

    private final Genesis genesis;
    private final Optional<BigInteger> difficulty;
    private final HeaderRules rules;
    private final SplittableRandom random;
    private final MadeTransactions transactions;
    private OptionalInt transactionsEach = OptionalInt.empty();
    private BlockHeader parent;
    private long withdrawals;

    private MadeBlocks(Genesis genesis, BlockHeader parent, long seed, Optional<BigInteger> difficulty) {
        this.genesis = genesis;
        this.parent = parent;
        this.difficulty = difficulty;
        rules = new HeaderRules(genesis);
        random = new SplittableRandom(seed);
        transactions = new MadeTransactions(random, genesis.chainId(), difficulty.isEmpty() ? 3 : 1);
    }

    /** From the genesis block on, by proof of stake, with all forks up to Prague. */
    public static MadeBlocks byStake(long seed) {
        Genesis genesis = MadeGenesis.STAKE.read();
        return new MadeBlocks(genesis, genesis.header(), seed, Optional.empty());
    }

    /** As {@link #byStake(long)}, with so many transactions in each. */
    public static MadeBlocks byStake(long seed, int transactionsEach) {
        MadeBlocks made = byStake(seed);
        made.transactionsEach = OptionalInt.of(transactionsEach);
        return made;
    }

    /** From the genesis block on, by proof of stake, each with an access list (EIP-7928); no two are alike. */
    public static MadeBlocks withAccessLists(long seed) {
        Genesis genesis = MadeGenesis.AMSTERDAM.read();
        return new MadeBlocks(genesis, genesis.header(), seed, Optional.empty());
    }

    /** From the genesis block on, by work, each of that difficulty. */
    public static MadeBlocks byWork(long seed, long difficulty) {
        Genesis genesis = MadeGenesis.WORK.read();
        return new MadeBlocks(genesis, genesis.header(), seed, Optional.of(BigInteger.valueOf(difficulty)));
    }

    /** Another continuation of the block made last, by work. */
    public MadeBlocks branch(long seed, long newDifficulty) {
        return new MadeBlocks(genesis, parent, seed, Optional.of(BigInteger.valueOf(newDifficulty)));
    }

    public NewBlock next() {
        List<RawTransaction> list = new ArrayList<>();
        for (int i = transactionsEach.orElseGet(() -> random.nextInt(MAX_TRANSACTIONS + 1)); i > 0; i--) {
            list.add(transactions.next().pooled());
        }
        BlockBody body = new BlockBody(List.copyOf(list), List.of(), withdrawals());
        ReceiptList receipts = receipts(list);
        Optional<BlockAccessList> accessList =
                genesis.header().blockAccessListHash().map(hash -> accessList());
        parent = header(body, receipts, accessList);
        return new NewBlock(new Block(parent, body), Optional.of(receipts), accessList);
    }

    /** The next ones. */
    public List<NewBlock> next(int count) {
        List<NewBlock> blocks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            blocks.add(next());
        }
        return blocks;
    }

    private BlockHeader header(BlockBody body, ReceiptList receipts, Optional<BlockAccessList> accessList) {
        HeaderDraft draft = new HeaderDraft();
        draft.parentHash = parent.hash();
        draft.beneficiary = bytes(Address.BYTES);
        draft.stateRoot = bytes(32);
        draft.transactionsRoot = body.transactionsRoot();
        draft.receiptsRoot = receipts.root();
        draft.logsBloom = receipts.bloom().bits();
        draft.number = parent.number() + 1;
        draft.gasLimit = parent.gasLimit();
        draft.gasUsed = IntrinsicGas.TRANSACTION * body.transactions().size();
        draft.timestamp = parent.timestamp() + SECONDS_A_BLOCK;
        draft.mixHash = bytes(32);
        draft.difficulty = difficulty.orElse(BigInteger.ZERO);
        if (difficulty.isEmpty()) {
            addStakeFields(draft, body);
        }
        if (accessList.isPresent()) {
            draft.blockAccessListHash = accessList.map(BlockAccessList::hash);
            draft.slotNumber = Optional.of(draft.number);
        }
        return draft.header();
    }

    private void addStakeFields(HeaderDraft draft, BlockBody body) {
        draft.baseFee = Optional.of(rules.baseFee(parent));
        draft.withdrawalsRoot = body.withdrawalsRoot();
        draft.blobGasUsed = Optional.of(0L);
        draft.excessBlobGas = Optional.of(0L);
        draft.parentBeaconRoot = Optional.of(Keccak256.hash(draft.mixHash));
        draft.requestsHash = genesis.header().requestsHash();
    }

    private Optional<List<Withdrawal>> withdrawals() {
        if (difficulty.isPresent()) {
            return Optional.empty();
        }
        List<Withdrawal> list = new ArrayList<>();
        for (int i = random.nextInt(MAX_WITHDRAWALS + 1); i > 0; i--) {
            list.add(new Withdrawal(withdrawals++, random.nextInt(1 << 20), bytes(20), random.nextInt(1 << 25)));
        }
        return Optional.of(List.copyOf(list));
    }

    private ReceiptList receipts(List<RawTransaction> list) {
        List<Receipt> receipts = new ArrayList<>();
        for (RawTransaction transaction : list) {
            long gas = IntrinsicGas.TRANSACTION * (receipts.size() + 1);
            receipts.add(Receipt.of(transaction.type(), true, gas, logs()));
        }
        return new ReceiptList(receipts);
    }

    private List<Log> logs() {
        List<Log> logs = new ArrayList<>();
        for (int i = random.nextInt(MAX_LOGS + 1); i > 0; i--) {
            List<byte[]> topics = new ArrayList<>();
            for (int topic = random.nextInt(MAX_TOPICS + 1); topic > 0; topic--) {
                topics.add(bytes(32));
            }
            logs.add(new Log(Address.of(bytes(Address.BYTES)), topics, bytes(32)));
        }
        return logs;
    }

    /** One account with another balance. */
    private BlockAccessList accessList() {
        RlpWriter out = new RlpWriter().beginList().beginList().write(bytes(Address.BYTES));
        out.beginList().endList().beginList().endList();
        out.beginList()
                .beginList()
                .write(1)
                .write(1 + random.nextInt(1 << 20))
                .endList()
                .endList();
        out.beginList().endList().beginList().endList();
        try {
            return BlockAccessList.decode(out.endList().endList().toByteArray());
        } catch (RlpException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
