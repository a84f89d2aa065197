package org.jackfield.ethapi;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jackfield.chain.AccessListEntry;
import org.jackfield.chain.Address;
import org.jackfield.chain.Authorization;
import org.jackfield.chain.Block;
import org.jackfield.chain.BlockHeader;
import org.jackfield.chain.Genesis;
import org.jackfield.chain.Hex;
import org.jackfield.chain.Signature;
import org.jackfield.chain.Transaction;

/** Transactions with geth's members ({@code RPCTransaction}). */
final class TransactionJson {

    private static final BigInteger TWO = BigInteger.TWO;
    private static final int PROTECTED_V = 35;
    private static final int PLAIN_V = 27;
    private static final Address NOBODY = Address.of(new byte[Address.BYTES]);

    private TransactionJson() {}

    /** One that is in no block. */
    static Map<String, Object> pending(Transaction transaction) {
        return of(transaction, Optional.empty(), 0);
    }

    /** @param index of the transaction in the block with that header */
    static Map<String, Object> mined(Transaction transaction, BlockHeader header, int index) {
        return of(transaction, Optional.of(header), index);
    }

    /** All of a block, in their order. */
    static List<Map<String, Object>> mined(Block block, Genesis genesis) {
        List<Transaction> all = BlockTransactions.of(block, genesis).all();
        return IntStream.range(0, all.size())
                .mapToObj(index -> mined(all.get(index), block.header(), index))
                .toList();
    }

    static String sender(Transaction transaction) {
        return transaction.sender().orElse(NOBODY).toString();
    }

    /** The account's address, or null for a transaction that makes a contract. */
    static String receiver(Transaction transaction) {
        return transaction.to().map(Address::toString).orElse(null);
    }

    private static Map<String, Object> of(Transaction transaction, Optional<BlockHeader> header, int index) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("blockHash", header.map(block -> Hex.text(block.hash())).orElse(null));
        json.put("blockNumber", header.map(block -> Quantity.of(block.number())).orElse(null));
        json.put(
                "blockTimestamp",
                header.map(block -> Quantity.of(block.timestamp())).orElse(null));
        json.put("from", sender(transaction));
        json.put("gas", Quantity.of(transaction.gasLimit()));
        json.put(
                "gasPrice",
                Quantity.of(header.map(block -> BlockTransactions.price(transaction, block.baseFee()))
                        .filter(price -> transaction.type() >= Transaction.MARKET_FEE)
                        .orElse(transaction.maxFee())));
        if (transaction.type() >= Transaction.MARKET_FEE) {
            json.put("maxFeePerGas", Quantity.of(transaction.maxFee()));
            json.put("maxPriorityFeePerGas", Quantity.of(transaction.maxTip()));
        }
        json.put("hash", Hex.text(transaction.hash()));
        json.put("input", Hex.text(transaction.data()));
        json.put("nonce", Quantity.of(transaction.nonce()));
        json.put("to", receiver(transaction));
        json.put("transactionIndex", header.map(block -> Quantity.of(index)).orElse(null));
        json.put("value", Quantity.of(transaction.value()));
        json.put("type", Quantity.of(transaction.type()));
        transaction.chainId().ifPresent(id -> json.put("chainId", Quantity.of(id)));
        putTyped(transaction, json);
        putSignature(transaction, json);
        return json;
    }

    private static void putTyped(Transaction transaction, Map<String, Object> json) {
        if (transaction.type() >= Transaction.ACCESS_LIST) {
            json.put(
                    "accessList",
                    transaction.accessList().stream()
                            .map(TransactionJson::entry)
                            .toList());
        }
        if (transaction.type() == Transaction.BLOB) {
            json.put("maxFeePerBlobGas", Quantity.of(transaction.maxBlobFee()));
            json.put("blobVersionedHashes", hashes(transaction.blobHashes()));
        }
        if (transaction.type() == Transaction.SET_CODE) {
            json.put(
                    "authorizationList",
                    transaction.authorizations().stream()
                            .map(TransactionJson::authorization)
                            .toList());
        }
    }

    private static void putSignature(Transaction transaction, Map<String, Object> json) {
        Signature signature = transaction.signature();
        json.put("v", Quantity.of(v(transaction)));
        json.put("r", Quantity.of(signature.r()));
        json.put("s", Quantity.of(signature.s()));
        if (transaction.type() >= Transaction.ACCESS_LIST) {
            json.put("yParity", Quantity.of(signature.parity()));
        }
    }

    /** EIP-155 for legacy ones, else the parity. */
    private static BigInteger v(Transaction transaction) {
        BigInteger parity = BigInteger.valueOf(transaction.signature().parity());
        if (transaction.type() > Transaction.LEGACY) {
            return parity;
        }
        return parity.add(transaction
                .chainId()
                .map(id -> id.multiply(TWO).add(BigInteger.valueOf(PROTECTED_V)))
                .orElse(BigInteger.valueOf(PLAIN_V)));
    }

    private static Map<String, Object> entry(AccessListEntry entry) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("address", entry.address().toString());
        json.put("storageKeys", hashes(entry.slots()));
        return json;
    }

    private static Map<String, Object> authorization(Authorization authorization) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("chainId", Quantity.of(authorization.chainId()));
        json.put("address", authorization.address().toString());
        json.put("nonce", Quantity.of(authorization.nonce()));
        json.put("yParity", Quantity.of(authorization.signature().parity()));
        json.put("r", Quantity.of(authorization.signature().r()));
        json.put("s", Quantity.of(authorization.signature().s()));
        return json;
    }

    private static List<String> hashes(List<byte[]> hashes) {
        return hashes.stream().map(Hex::text).toList();
    }
}
