package org.jackfield.ethapi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jackfield.chain.Address;
import org.jackfield.chain.Block;
import org.jackfield.chain.BlockHeader;
import org.jackfield.chain.Genesis;
import org.jackfield.chain.Hex;
import org.jackfield.chain.Receipt;
import org.jackfield.chain.Transaction;
import org.jackfield.crypto.Keccak256;
import org.jackfield.rlp.RlpWriter;

/** Receipts with geth's members ({@code MarshalReceipt}). What they say of gas and fees follows from the block. */
final class ReceiptJson {

    private final Block block;
    private final Genesis genesis;
    private final List<Transaction> transactions;
    private final List<Receipt> receipts;

    /** @param receipts of the block, as many as it has transactions */
    ReceiptJson(Block block, Genesis genesis, List<Receipt> receipts) {
        this.block = block;
        this.genesis = genesis;
        this.transactions = BlockTransactions.of(block, genesis).all();
        this.receipts = receipts;
    }

    List<Map<String, Object>> all() {
        List<LogJson.Placed> logs = LogJson.placed(receipts);
        List<Map<String, Object>> all = new ArrayList<>();
        for (int i = 0; i < receipts.size(); i++) {
            int index = i;
            all.add(one(
                    i, logs.stream().filter(log -> log.transaction() == index).toList()));
        }
        return all;
    }

    Map<String, Object> one(int index) {
        return all().get(index);
    }

    private Map<String, Object> one(int index, List<LogJson.Placed> logs) {
        BlockHeader header = block.header();
        Transaction transaction = transactions.get(index);
        Receipt receipt = receipts.get(index);
        LogJson logJson = new LogJson(header, block.body().transactions(), false);
        long gasBefore = index == 0 ? 0 : receipts.get(index - 1).cumulativeGas();

        Map<String, Object> json = new LinkedHashMap<>();
        json.put("blockHash", Hex.text(header.hash()));
        json.put("blockNumber", Quantity.of(header.number()));
        json.put("transactionHash", Hex.text(transaction.hash()));
        json.put("transactionIndex", Quantity.of(index));
        json.put("from", TransactionJson.sender(transaction));
        json.put("to", TransactionJson.receiver(transaction));
        json.put("gasUsed", Quantity.of(receipt.cumulativeGas() - gasBefore));
        json.put("cumulativeGasUsed", Quantity.of(receipt.cumulativeGas()));
        json.put("contractAddress", transaction.to().isPresent() ? null : contract(transaction));
        json.put("logs", logs.stream().map(logJson::of).toList());
        json.put("logsBloom", receipt.bloom().toString());
        json.put("type", Quantity.of(transaction.type()));
        json.put("effectiveGasPrice", Quantity.of(BlockTransactions.price(transaction, header.baseFee())));
        receipt.stateRoot()
                .ifPresentOrElse(
                        root -> json.put("root", Hex.text(root)),
                        () -> json.put("status", receipt.success().orElse(false) ? "0x1" : "0x0"));
        if (transaction.type() == Transaction.BLOB) {
            json.put("blobGasUsed", Quantity.of(transaction.blobGas()));
            genesis.forks().blobPrice(header).ifPresent(price -> json.put("blobGasPrice", Quantity.of(price)));
        }
        return json;
    }

    /** The address of the contract that a transaction makes: of the Keccak-256 of {@code [sender, nonce]} the end. */
    private static String contract(Transaction transaction) {
        byte[] sender = transaction.sender().map(Address::bytes).orElse(new byte[Address.BYTES]);
        byte[] hash = Keccak256.hash(new RlpWriter(32)
                .beginList()
                .write(sender)
                .write(transaction.nonce())
                .endList()
                .toByteArray());
        return Hex.text(Arrays.copyOfRange(hash, hash.length - Address.BYTES, hash.length));
    }
}
