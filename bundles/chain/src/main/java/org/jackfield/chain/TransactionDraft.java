package org.jackfield.chain;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * A transaction in the making: fields to fill, with those of an empty one for a start; what they mean stands at {@link
 * Transaction}. Those that a type does not have are passed over. Used by one thread.
 */
public final class TransactionDraft {

    public int type;
    public Optional<BigInteger> chainId = Optional.empty();
    public long nonce;
    public BigInteger maxTip = BigInteger.ZERO;
    public BigInteger maxFee = BigInteger.ZERO;
    public long gasLimit = IntrinsicGas.TRANSACTION;
    public Optional<Address> to = Optional.empty();
    public BigInteger value = BigInteger.ZERO;
    public byte[] data = {};
    public List<AccessListEntry> accessList = List.of();
    public BigInteger maxBlobFee = BigInteger.ZERO;
    public List<byte[]> blobHashes = List.of();
    public List<Authorization> authorizations = List.of();
    public Optional<BlobSidecar> sidecar = Optional.empty();

    /**
     * The transaction as drafted, signed.
     *
     * @throws IllegalStateException if a field is missing that its type must have: the chain, or to whom it goes
     */
    public Transaction signed(byte[] privateKey) {
        if (type != Transaction.LEGACY && chainId.isEmpty()) {
            throw new IllegalStateException("a transaction of type " + type + " names its chain");
        }
        if (type >= Transaction.BLOB && to.isEmpty()) {
            throw new IllegalStateException("a transaction of type " + type + " makes no contract");
        }
        Signature none = new Signature(0, BigInteger.ONE, BigInteger.ONE);
        return with(Signature.sign(with(none).signingHash(), privateKey));
    }

    Transaction with(Signature signature) {
        return new Transaction(
                type,
                chainId,
                nonce,
                type < Transaction.MARKET_FEE ? maxFee : maxTip,
                maxFee,
                gasLimit,
                to,
                value,
                data,
                accessList,
                maxBlobFee,
                blobHashes,
                authorizations,
                signature,
                sidecar);
    }
}
