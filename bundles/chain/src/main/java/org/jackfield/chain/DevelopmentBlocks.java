package org.jackfield.chain;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.crypto.Keccak256;

/**
 * Makes the blocks of the development chain, each the same wherever it is made. They hold payments between well-known
 * accounts and withdrawals, nothing that would need an EVM: state, receipts and fees are computed as every client does,
 * so that another one can execute the chain. Used by one thread.
 */
final class DevelopmentBlocks {

    /** The keys that development tools everywhere fund: never put real money there. */
    private static final List<byte[]> KEYS = List.of(
            Hex.bytes("ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"),
            Hex.bytes("59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d"),
            Hex.bytes("5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a"));

    private static final long SECONDS_A_BLOCK = 12;
    private static final int BLOCKS_A_WITHDRAWAL = 8;
    private static final long WITHDRAWAL_GWEI = 18_000_000;
    private static final BigInteger GWEI = BigInteger.valueOf(1_000_000_000);
    private static final byte[] EXTRA = "jackfield".getBytes(StandardCharsets.US_ASCII);

    private final Genesis genesis;
    private final HeaderRules rules;
    private final Map<Address, Account> state;
    private final List<Address> senders = KEYS.stream().map(Address::ofKey).toList();
    private final Address beneficiary = numbered(0xbe);
    private BlockHeader parent;

    record Made(Block block, ReceiptList receipts) {}

    DevelopmentBlocks(GenesisFile file) {
        genesis = file.genesis();
        rules = new HeaderRules(genesis);
        state = new HashMap<>(file.alloc());
        parent = genesis.header();
    }

    /** The next block, from block 1 on. */
    Made next() {
        long number = parent.number() + 1;
        BigInteger baseFee = rules.baseFee(parent);
        List<RawTransaction> transactions = new ArrayList<>();
        for (int i = 0; i < transfersIn(number); i++) {
            transactions.add(pay(number, i, baseFee));
        }
        List<Withdrawal> withdrawals = withdraw(number);
        BlockBody body = new BlockBody(List.copyOf(transactions), List.of(), Optional.of(withdrawals));
        ReceiptList receipts = receipts(transactions);
        parent = header(number, baseFee, body, receipts);
        return new Made(new Block(parent, body), receipts);
    }

    /** One payment every other block, three in every eighth. */
    private static int transfersIn(long number) {
        return number % 8 == 5 ? 3 : (int) (number % 2);
    }

    private RawTransaction pay(long number, int index, BigInteger baseFee) {
        int from = (int) ((number / 2 + index) % senders.size());
        Address to = numbered((int) (number % 16) + 1);
        Account sender = state.get(senders.get(from));
        BigInteger tip = GWEI;
        BigInteger value = GWEI.multiply(BigInteger.valueOf(1_000_000 * (number + index)));
        TransactionDraft draft = new TransactionDraft();
        draft.type = (int) (number + index) % 3;
        draft.chainId = Optional.of(BigInteger.valueOf(genesis.chainId()));
        draft.nonce = sender.nonce();
        draft.maxTip = tip;
        draft.maxFee = baseFee.add(tip);
        draft.to = Optional.of(to);
        draft.value = value;
        Transaction transaction = draft.signed(KEYS.get(from));

        state.put(
                senders.get(from),
                Account.plain(sender.nonce() + 1, sender.balance().subtract(transaction.maxCost())));
        credit(to, value);
        // EIP-1559: the base fee is burnt, the tip is the beneficiary's.
        credit(beneficiary, tip.multiply(BigInteger.valueOf(transaction.gasLimit())));
        return transaction.pooled();
    }

    private List<Withdrawal> withdraw(long number) {
        if (number % BLOCKS_A_WITHDRAWAL != 0) {
            return List.of();
        }
        long index = number / BLOCKS_A_WITHDRAWAL - 1;
        Address to = numbered(0xa0 + (int) (index % 4));
        credit(to, GWEI.multiply(BigInteger.valueOf(WITHDRAWAL_GWEI)));
        return List.of(new Withdrawal(index, index % 4, to.bytes(), WITHDRAWAL_GWEI));
    }

    private BlockHeader header(long number, BigInteger baseFee, BlockBody body, ReceiptList receipts) {
        HeaderDraft draft = new HeaderDraft();
        draft.parentHash = parent.hash();
        draft.beneficiary = beneficiary.bytes();
        draft.stateRoot = Account.stateRoot(state);
        draft.transactionsRoot = body.transactionsRoot();
        draft.receiptsRoot = receipts.root();
        draft.number = number;
        draft.gasLimit = parent.gasLimit();
        draft.gasUsed = IntrinsicGas.TRANSACTION * body.transactions().size();
        draft.timestamp = parent.timestamp() + SECONDS_A_BLOCK;
        draft.extraData = EXTRA;
        draft.mixHash = Keccak256.hash(parent.mixHash());
        draft.baseFee = Optional.of(baseFee);
        draft.withdrawalsRoot = body.withdrawalsRoot();
        draft.blobGasUsed = Optional.of(0L);
        draft.excessBlobGas = Optional.of(0L);
        draft.parentBeaconRoot = Optional.of(Keccak256.hash(draft.mixHash));
        return draft.header();
    }

    /** Every payment succeeds, costs the same and logs nothing. */
    private static ReceiptList receipts(List<RawTransaction> transactions) {
        List<Receipt> receipts = new ArrayList<>();
        for (RawTransaction transaction : transactions) {
            long gas = IntrinsicGas.TRANSACTION * (receipts.size() + 1);
            receipts.add(Receipt.of(transaction.type(), true, gas, List.of()));
        }
        return new ReceiptList(receipts);
    }

    private void credit(Address to, BigInteger wei) {
        Account account = state.getOrDefault(to, Account.plain(0, BigInteger.ZERO));
        state.put(to, Account.plain(account.nonce(), account.balance().add(wei)));
    }

    /** Addresses that nobody has a key of: 0x0de7…00 and a number. */
    private static Address numbered(int number) {
        byte[] bytes = new byte[Address.BYTES];
        bytes[0] = 0x0d;
        bytes[1] = (byte) 0xe7;
        bytes[Address.BYTES - 1] = (byte) number;
        return Address.of(bytes);
    }
}
