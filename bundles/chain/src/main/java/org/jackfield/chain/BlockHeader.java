package org.jackfield.chain;

import java.math.BigInteger;
import java.util.Optional;
import org.jackfield.crypto.Keccak256;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;

/**
 * A block header of any fork, as it came: the encoding is kept, so that fields of forks we do not know yet survive and
 * the hash is that of the bytes received. Arrays are handed out without copying; they must not be changed.
 *
 * <p>Source: devp2p caps/eth.md, "Block Encoding and Validity"; fields beyond {@code block-nonce} were appended one fork
 * after another and are absent before theirs.
 */
public final class BlockHeader {

    private final byte[] encoded;
    private final byte[] hash;

    private final byte[] parentHash;
    private final byte[] ommersHash;
    private final byte[] beneficiary;
    private final byte[] stateRoot;
    private final byte[] transactionsRoot;
    private final byte[] receiptsRoot;
    private final byte[] logsBloom;
    private final BigInteger difficulty;
    private final long number;
    private final long gasLimit;
    private final long gasUsed;
    private final long timestamp;
    private final byte[] extraData;
    private final byte[] mixHash;
    private final byte[] nonce;
    private final Optional<BigInteger> baseFee;
    private final Optional<byte[]> withdrawalsRoot;
    private final Optional<Long> blobGasUsed;
    private final Optional<Long> excessBlobGas;
    private final Optional<byte[]> parentBeaconRoot;
    private final Optional<byte[]> requestsHash;
    private final Optional<byte[]> blockAccessListHash;
    private final Optional<Long> slotNumber;

    private BlockHeader(byte[] encoded) throws RlpException {
        this.encoded = encoded;
        RlpReader items = RlpReader.ofList(encoded);
        parentHash = items.readBytes(32);
        ommersHash = items.readBytes(32);
        beneficiary = items.readBytes(20);
        stateRoot = items.readBytes(32);
        transactionsRoot = items.readBytes(32);
        receiptsRoot = items.readBytes(32);
        logsBloom = items.readBytes(256);
        difficulty = items.readBigInteger();
        number = items.readLong();
        gasLimit = items.readLong();
        gasUsed = items.readLong();
        timestamp = items.readLong();
        extraData = items.readBytes();
        mixHash = items.readBytes(32);
        nonce = items.readBytes(8);
        baseFee = items.hasNext() ? Optional.of(items.readBigInteger()) : Optional.empty();
        withdrawalsRoot = optionalHash(items);
        blobGasUsed = optionalLong(items);
        excessBlobGas = optionalLong(items);
        parentBeaconRoot = optionalHash(items);
        requestsHash = optionalHash(items);
        blockAccessListHash = optionalHash(items);
        slotNumber = optionalLong(items);
        while (items.hasNext()) {
            items.skip();
        }
        hash = Keccak256.hash(encoded);
    }

    /**
     * Reads the one list that {@code encoded} consists of, and keeps the array.
     *
     * @throws RlpException if it is not a header; numbers beyond 63 bits are not taken for one
     */
    public static BlockHeader decode(byte[] encoded) throws RlpException {
        return new BlockHeader(encoded);
    }

    /** The RLP list. */
    public byte[] encoded() {
        return encoded;
    }

    /** Keccak-256 of the encoding: the block's hash. */
    public byte[] hash() {
        return hash;
    }

    public byte[] parentHash() {
        return parentHash;
    }

    public byte[] ommersHash() {
        return ommersHash;
    }

    /** Who is paid, 20 bytes; geth's {@code coinbase}. */
    public byte[] beneficiary() {
        return beneficiary;
    }

    public byte[] stateRoot() {
        return stateRoot;
    }

    public byte[] transactionsRoot() {
        return transactionsRoot;
    }

    public byte[] receiptsRoot() {
        return receiptsRoot;
    }

    public byte[] logsBloom() {
        return logsBloom;
    }

    /** Zero for every proof-of-stake block. */
    public BigInteger difficulty() {
        return difficulty;
    }

    public long number() {
        return number;
    }

    public long gasLimit() {
        return gasLimit;
    }

    public long gasUsed() {
        return gasUsed;
    }

    /** Seconds since 1970. */
    public long timestamp() {
        return timestamp;
    }

    public byte[] extraData() {
        return extraData;
    }

    public byte[] mixHash() {
        return mixHash;
    }

    public byte[] nonce() {
        return nonce;
    }

    /** In wei per gas; from London (EIP-1559). */
    public Optional<BigInteger> baseFee() {
        return baseFee;
    }

    /** From Shanghai (EIP-4895). */
    public Optional<byte[]> withdrawalsRoot() {
        return withdrawalsRoot;
    }

    /** From Cancun (EIP-4844). */
    public Optional<Long> blobGasUsed() {
        return blobGasUsed;
    }

    /** From Cancun (EIP-4844). */
    public Optional<Long> excessBlobGas() {
        return excessBlobGas;
    }

    /** From Cancun (EIP-4788). */
    public Optional<byte[]> parentBeaconRoot() {
        return parentBeaconRoot;
    }

    /** From Prague (EIP-7685). */
    public Optional<byte[]> requestsHash() {
        return requestsHash;
    }

    /** Keccak-256 of what the block touches; from Amsterdam (EIP-7928). */
    public Optional<byte[]> blockAccessListHash() {
        return blockAccessListHash;
    }

    /** Of the consensus layer; from Amsterdam (EIP-7843). */
    public Optional<Long> slotNumber() {
        return slotNumber;
    }

    /** Such as {@code block 600 (0x44e3809c…)}. */
    @Override
    public String toString() {
        return "block " + number + " (" + Hex.brief(hash) + ')';
    }

    private static Optional<byte[]> optionalHash(RlpReader items) throws RlpException {
        return items.hasNext() ? Optional.of(items.readBytes(32)) : Optional.empty();
    }

    private static Optional<Long> optionalLong(RlpReader items) throws RlpException {
        return items.hasNext() ? Optional.of(items.readLong()) : Optional.empty();
    }
}
