package org.jackfield.pool;

import java.math.BigInteger;
import java.util.Optional;
import org.jackfield.chain.Address;
import org.jackfield.chain.BlobSidecar;
import org.jackfield.chain.RawTransaction;
import org.jackfield.chain.Transaction;
import org.jackfield.crypto.Hash;

/** A transaction that has been judged, with what is known of it. All but the marks is fixed; those are the table's. */
final class PooledTransaction {

    /** What the objects around a small transaction's bytes take, about. */
    private static final int OVERHEAD_BYTES = 1024;

    private final Transaction transaction;
    private final Hash hash;
    private final Address sender;
    private final Optional<Blobs> blobs;
    private final BigInteger cost;
    private final int slimSize;
    private final long size;

    /** Nothing is missing before it. */
    boolean executable;
    /** Listeners have heard of it. */
    boolean told;
    /** In milliseconds of the pool's clock. */
    long since;
    /** Rises with every transaction that comes. */
    long sequence;

    /**
     * @param transaction its own sidecar is not kept
     */
    PooledTransaction(Transaction transaction, Address sender, Optional<Blobs> blobs) {
        this.transaction = with(transaction, Optional.empty());
        this.sender = sender;
        this.blobs = blobs;
        byte[] encoded = this.transaction.encoded();
        hash = Hash.of(this.transaction.hash());
        cost = transaction.maxCost();
        slimSize = blobs.isPresent() ? slim().encoded().length : encoded.length;
        // EIP-4844's blobs have a header of 4 bytes each, and their list one of 4.
        size = slimSize
                + blobs.map(held -> held.commitments().size() * (BlobSidecar.BLOB_BYTES + 4L) + 4)
                        .orElse(0L);
    }

    Hash hash() {
        return hash;
    }

    Address sender() {
        return sender;
    }

    /** Without a sidecar. */
    Transaction transaction() {
        return transaction;
    }

    long nonce() {
        return transaction.nonce();
    }

    /** {@link Transaction#maxCost}. */
    BigInteger cost() {
        return cost;
    }

    boolean hasBlobs() {
        return transaction.type() == Transaction.BLOB;
    }

    /** Of a blob transaction only. */
    Optional<Blobs> blobs() {
        return blobs;
    }

    /** Bytes of the form on the wire. */
    long size(boolean slim) {
        return slim ? slimSize : size;
    }

    /** Memory that it takes, about. */
    long footprint() {
        return OVERHEAD_BYTES
                + transaction.data().length
                + blobs.map(Blobs::bytes).orElse(0L);
    }

    /** With its sidecar, if all blobs are here. */
    Transaction complete() {
        return blobs.filter(Blobs::isWhole)
                .map(held -> with(transaction, Optional.of(held.full())))
                .orElse(transaction);
    }

    /** The form on the wire of eth/72: blobs are left out. */
    RawTransaction slim() {
        return with(transaction, blobs.map(Blobs::slim)).pooled();
    }

    static Transaction with(Transaction transaction, Optional<BlobSidecar> sidecar) {
        return new Transaction(
                transaction.type(),
                transaction.chainId(),
                transaction.nonce(),
                transaction.maxTip(),
                transaction.maxFee(),
                transaction.gasLimit(),
                transaction.to(),
                transaction.value(),
                transaction.data(),
                transaction.accessList(),
                transaction.maxBlobFee(),
                transaction.blobHashes(),
                transaction.authorizations(),
                transaction.signature(),
                sidecar);
    }
}
