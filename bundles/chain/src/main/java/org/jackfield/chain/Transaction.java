package org.jackfield.chain;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.jackfield.crypto.Keccak256;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpWriter;

/**
 * A transaction with all that is in it. {@link RawTransaction} is the cheap form that blocks hold; this one is made from
 * it where somebody has to look inside. What was read is written back byte for byte.
 *
 * <pre>
 *   0  legacy       [nonce, price, gas, to, value, data, v, r, s]                                  yellow paper, EIP-155
 *   1  access list  [chain, nonce, price, gas, to, value, data, access list, y, r, s]              EIP-2930
 *   2  market fee   [chain, nonce, tip, fee, gas, to, value, data, access list, y, r, s]           EIP-1559
 *   3  blobs        [ as 2 up to the access list, blob fee, blob hashes, y, r, s]                  EIP-4844
 *   4  set code     [ as 2 up to the access list, authorizations, y, r, s]                         EIP-7702
 * </pre>
 *
 * <p>Made by {@link #decode} or, new, by {@link TransactionDraft}.
 *
 * @param chainId empty for a legacy transaction that is valid on every chain (before EIP-155)
 * @param nonce unsigned
 * @param maxTip wei per gas for the beneficiary at most; of types 0 and 1 the price
 * @param maxFee wei per gas at most, tip included; of types 0 and 1 the price
 * @param to empty to make a contract
 * @param value in wei
 * @param data not to be changed, as all arrays here
 * @param maxBlobFee wei per blob gas at most; zero but for type 3
 * @param blobHashes versioned hashes of 32 bytes, of type 3
 * @param authorizations of type 4
 * @param sidecar the blobs of type 3 where they came along
 */
public record Transaction(
        int type,
        Optional<BigInteger> chainId,
        long nonce,
        BigInteger maxTip,
        BigInteger maxFee,
        long gasLimit,
        Optional<Address> to,
        BigInteger value,
        byte[] data,
        List<AccessListEntry> accessList,
        BigInteger maxBlobFee,
        List<byte[]> blobHashes,
        List<Authorization> authorizations,
        Signature signature,
        Optional<BlobSidecar> sidecar) {

    public static final int LEGACY = 0;
    public static final int ACCESS_LIST = 1;
    public static final int MARKET_FEE = 2;
    public static final int BLOB = 3;
    public static final int SET_CODE = 4;

    /**
     * Reads a transaction, strictly: canonical numbers, exact lengths, nothing missing or left over, a signature in its
     * ranges with the lower {@code s} (EIP-2). A blob transaction may come with its sidecar, as on the wire, or without,
     * as in a block.
     *
     * @throws RlpException if it is of an unknown type or malformed
     */
    public static Transaction decode(RawTransaction raw) throws RlpException {
        return new TransactionDecoder(raw.encoded()).decode(false);
    }

    /** As {@link #decode}, for blocks before Homestead: a legacy signature may have the higher {@code s}. */
    public static Transaction decodeFrontier(RawTransaction raw) throws RlpException {
        return new TransactionDecoder(raw.encoded()).decode(true);
    }

    /** The form of blocks and of the transactions trie, without a sidecar. */
    public byte[] encoded() {
        return TransactionWriter.signed(this);
    }

    /** The form in which transactions are handed to other nodes: a blob transaction has its sidecar, if it is here. */
    public RawTransaction pooled() {
        if (sidecar.isEmpty()) {
            return new RawTransaction(encoded());
        }
        RlpWriter out =
                new RlpWriter(BlobSidecar.BLOB_BYTES * sidecar.get().blobs().size() + 1024).beginList();
        TransactionWriter.writeSigned(this, out);
        sidecar.get().write(out);
        return new RawTransaction(TransactionWriter.typed(type, out.endList().toByteArray()));
    }

    /** Bytes of {@link #pooled}: what NewPooledTransactionHashes announces. */
    public int size() {
        return pooled().encoded().length;
    }

    /** Keccak-256 of {@link #encoded}: the sidecar does not count. */
    public byte[] hash() {
        return Keccak256.hash(encoded());
    }

    /** What the sender signed. */
    public byte[] signingHash() {
        return TransactionWriter.signingHash(this);
    }

    /** Who signed it; empty if nobody can have. A signature is recovered on every call: some 30 µs. */
    public Optional<Address> sender() {
        return signature.signer(signingHash());
    }

    /** Gas that is due before anything runs (yellow paper, 6.2), by the rules of {@code fork}. */
    public long intrinsicGas(Fork fork) {
        return IntrinsicGas.of(this, fork);
    }

    /** Gas that is due whatever runs (EIP-7623), by the rules of {@code fork}; zero before Prague. */
    public long floorGas(Fork fork) {
        return IntrinsicGas.floor(this, fork);
    }

    /** Gas for blobs, beside {@link #gasLimit} and at a price of its own (EIP-4844). */
    public long blobGas() {
        return BlobLimits.GAS_PER_BLOB * blobHashes.size();
    }

    /** Wei that the sender must have: value, gas and blob gas at the highest fees. */
    public BigInteger maxCost() {
        return value.add(maxFee.multiply(BigInteger.valueOf(gasLimit)))
                .add(maxBlobFee.multiply(BigInteger.valueOf(blobGas())));
    }
}
