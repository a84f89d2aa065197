package org.jackfield.ethapi;

import java.util.function.Consumer;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcFeed;
import org.jackfield.api.rpc.RpcParams;
import org.jackfield.chain.Hex;
import org.jackfield.pool.TransactionPool;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code eth_subscribe newPendingTransactions}: the hashes of those that come to the pool, or, with {@code true}, all of them. */
@Component
public final class PendingTransactionsFeed implements RpcFeed {

    private final TransactionPool pool;

    @Activate
    public PendingTransactionsFeed(@Reference TransactionPool pool) {
        this.pool = pool;
    }

    @Override
    public String namespace() {
        return "eth";
    }

    @Override
    public String name() {
        return "newPendingTransactions";
    }

    @Override
    public AutoCloseable subscribe(RpcParams params, Consumer<Object> notify) throws RpcException {
        Arguments arguments = Arguments.of(params, 1);
        boolean whole = arguments.has(0) && arguments.flag(0);
        return pool.listen(transaction ->
                notify.accept(whole ? TransactionJson.pending(transaction) : Hex.text(transaction.hash())));
    }
}
