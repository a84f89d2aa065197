package org.jackfield.ethapi;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcMethod;
import org.jackfield.api.rpc.RpcModule;
import org.jackfield.api.rpc.RpcParams;
import org.jackfield.chain.Address;
import org.jackfield.chain.Transaction;
import org.jackfield.pool.TransactionPool;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code txpool_*}. */
@Component
public final class TxpoolModule implements RpcModule {

    private final TransactionPool pool;

    @Activate
    public TxpoolModule(@Reference TransactionPool pool) {
        this.pool = pool;
    }

    @Override
    public String namespace() {
        return "txpool";
    }

    @Override
    public Map<String, RpcMethod> methods() {
        return Map.of(
                "status", params -> status(),
                "content", params -> content(TransactionJson::pending),
                "contentFrom", this::contentFrom,
                "inspect", params -> content(TxpoolModule::line));
    }

    private Map<String, Object> status() {
        TransactionPool.Status status = pool.status();
        return Map.of("pending", Quantity.of(status.pending()), "queued", Quantity.of(status.queued()));
    }

    private Map<String, Object> content(Function<Transaction, Object> form) {
        TransactionPool.Content content = pool.content();
        return Map.of("pending", bySender(content.pending(), form), "queued", bySender(content.queued(), form));
    }

    private Object contentFrom(RpcParams params) throws RpcException {
        Address sender = Arguments.of(params, 1).address(0);
        TransactionPool.Content content = pool.content();
        return Map.of("pending", of(sender, content.pending()), "queued", of(sender, content.queued()));
    }

    private static Map<String, Object> of(Address sender, SortedMap<Address, SortedMap<Long, Transaction>> senders) {
        SortedMap<Long, Transaction> transactions = senders.get(sender);
        return transactions == null ? Map.of() : byNonce(transactions, TransactionJson::pending);
    }

    private static Map<String, Object> bySender(
            SortedMap<Address, SortedMap<Long, Transaction>> senders, Function<Transaction, Object> form) {
        Map<String, Object> json = new TreeMap<>();
        senders.forEach((sender, transactions) -> json.put(ChecksumAddress.of(sender), byNonce(transactions, form)));
        return json;
    }

    private static Map<String, Object> byNonce(
            SortedMap<Long, Transaction> transactions, Function<Transaction, Object> form) {
        Map<String, Object> json = new TreeMap<>();
        transactions.forEach((nonce, transaction) -> json.put(Long.toUnsignedString(nonce), form.apply(transaction)));
        return json;
    }

    /** As {@code txpool_inspect} has it. */
    private static String line(Transaction transaction) {
        String to = transaction.to().map(ChecksumAddress::of).orElse("contract creation");
        return to + ": " + transaction.value() + " wei + " + transaction.gasLimit() + " gas × " + transaction.maxFee()
                + " wei";
    }
}
