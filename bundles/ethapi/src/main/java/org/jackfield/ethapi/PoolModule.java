package org.jackfield.ethapi;

import java.util.Map;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcMethod;
import org.jackfield.api.rpc.RpcModule;
import org.jackfield.api.rpc.RpcParams;
import org.jackfield.chain.Hex;
import org.jackfield.chain.RawTransaction;
import org.jackfield.chain.Transaction;
import org.jackfield.pool.InvalidTransactionException;
import org.jackfield.pool.TransactionPool;
import org.jackfield.rlp.RlpException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code eth_sendRawTransaction}. */
@Component
public final class PoolModule implements RpcModule {

    private final TransactionPool pool;

    @Activate
    public PoolModule(@Reference TransactionPool pool) {
        this.pool = pool;
    }

    @Override
    public String namespace() {
        return "eth";
    }

    @Override
    public Map<String, RpcMethod> methods() {
        return Map.of("sendRawTransaction", this::send);
    }

    private Object send(RpcParams params) throws RpcException {
        byte[] encoded = Arguments.of(params, 1).data(0);
        if (encoded.length < 2 && !(encoded.length == 1 && encoded[0] < 0)) {
            throw RpcException.failed("typed transaction too short");
        }
        try {
            Transaction transaction = Transaction.decode(new RawTransaction(encoded));
            if (transaction.chainId().isEmpty()) {
                throw RpcException.failed("only replay-protected (EIP-155) transactions allowed over RPC");
            }
            pool.add(transaction);
            return Hex.text(transaction.hash());
        } catch (RlpException e) {
            throw RpcException.failed("rlp: " + e.getMessage());
        } catch (InvalidTransactionException e) {
            throw RpcException.failed(e.getMessage());
        }
    }
}
