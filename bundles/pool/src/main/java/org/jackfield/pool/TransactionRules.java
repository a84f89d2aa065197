package org.jackfield.pool;

import java.math.BigInteger;
import org.jackfield.chain.Address;
import org.jackfield.chain.Fork;
import org.jackfield.chain.Transaction;

/** What can be told of a transaction without knowing any account; of its sidecar see {@link SidecarRules}. */
final class TransactionRules {

    /** Beyond it peers are known to refuse them: geth's {@code txMaxSize}. Blobs do not count. */
    static final int MAX_BYTES = 128 * 1024;

    /** EIP-3860, MAX_INITCODE_SIZE. */
    private static final int MAX_INIT_CODE_BYTES = 49_152;
    /** EIP-7825, MAX_TX_GAS_LIMIT. */
    private static final long MAX_GAS = 1 << 24;

    private final ChainRules chain;
    private final BigInteger minTip;

    TransactionRules(ChainRules chain, BigInteger minTip) {
        this.chain = chain;
        this.minTip = minTip;
    }

    /**
     * @return who sent it
     * @throws InvalidTransactionException if it breaks a rule
     */
    Address check(Transaction transaction) throws InvalidTransactionException {
        checkForm(transaction);
        checkGas(transaction);
        checkFees(transaction);
        return transaction
                .sender()
                .orElseThrow(() -> new InvalidTransactionException("invalid sender: nobody has that signature"));
    }

    private void checkForm(Transaction transaction) throws InvalidTransactionException {
        int size = transaction.encoded().length;
        require(size <= MAX_BYTES, "oversized data: transaction size %d, limit %d", size, MAX_BYTES);
        Fork since = switch (transaction.type()) {
            case Transaction.LEGACY -> Fork.FRONTIER;
            case Transaction.ACCESS_LIST -> Fork.BERLIN;
            case Transaction.MARKET_FEE -> Fork.LONDON;
            case Transaction.BLOB -> Fork.CANCUN;
            default -> Fork.PRAGUE;
        };
        require(
                chain.fork().has(since),
                "transaction type not supported: type %d rejected, pool not yet in %s",
                transaction.type(),
                since);
        boolean sameChain = transaction.chainId().map(chain.chainId()::equals).orElse(true);
        require(
                sameChain,
                "invalid chain id for signer: have %s want %s",
                transaction.chainId().orElse(BigInteger.ZERO),
                chain.chainId());
        boolean initCodeFits = transaction.to().isPresent()
                || !chain.fork().has(Fork.SHANGHAI)
                || transaction.data().length <= MAX_INIT_CODE_BYTES;
        require(
                initCodeFits,
                "max initcode size exceeded: code size %d, limit %d",
                transaction.data().length,
                MAX_INIT_CODE_BYTES);
    }

    private void checkGas(Transaction transaction) throws InvalidTransactionException {
        long gas = transaction.gasLimit();
        require(
                gas <= MAX_GAS || !chain.fork().has(Fork.OSAKA),
                "transaction gas limit too high (cap: %d, tx: %d)",
                MAX_GAS,
                gas);
        require(gas <= chain.gasLimit(), "exceeds block gas limit");
        long intrinsic = transaction.intrinsicGas(chain.fork());
        require(gas >= intrinsic, "intrinsic gas too low: gas %d, minimum needed %d", gas, intrinsic);
        long floor = transaction.floorGas(chain.fork());
        require(gas >= floor, "insufficient gas for floor data gas cost: gas %d, minimum needed %d", gas, floor);
    }

    private void checkFees(Transaction transaction) throws InvalidTransactionException {
        require(
                transaction.maxFee().compareTo(transaction.maxTip()) >= 0,
                "max priority fee per gas higher than max fee per gas");
        requirePrice(
                transaction.maxTip().compareTo(minTip) >= 0,
                "transaction gas price below minimum: gas tip cap %s, minimum needed %s",
                transaction.maxTip(),
                minTip);
        requirePrice(
                transaction.type() != Transaction.BLOB
                        || transaction.maxBlobFee().signum() > 0,
                "transaction gas price below minimum: blob fee cap 0, minimum needed 1");
    }

    static void require(boolean holds, String complaint, Object... values) throws InvalidTransactionException {
        if (!holds) {
            throw new InvalidTransactionException(String.format(complaint, values));
        }
    }

    static void requirePrice(boolean enough, String complaint, Object... values) throws InvalidTransactionException {
        if (!enough) {
            throw new InvalidTransactionException(
                    String.format(complaint, values), InvalidTransactionException.Kind.PRICE);
        }
    }
}
