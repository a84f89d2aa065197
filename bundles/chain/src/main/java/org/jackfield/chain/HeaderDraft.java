package org.jackfield.chain;

import java.math.BigInteger;
import java.util.Optional;
import org.jackfield.crypto.Keccak256;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpWriter;

/**
 * A header in the making: public fields to fill, with the values of an empty block for a start. The optional ones must
 * be present up to the last that is, as in the encoding.
 */
final class HeaderDraft {

    /** Keccak-256 of the empty list. */
    static final byte[] NO_OMMERS = Keccak256.hash(new byte[] {(byte) 0xc0});

    byte[] parentHash = new byte[32];
    byte[] ommersHash = NO_OMMERS;
    byte[] beneficiary = new byte[20];
    byte[] stateRoot = TrieRoot.EMPTY;
    byte[] transactionsRoot = TrieRoot.EMPTY;
    byte[] receiptsRoot = TrieRoot.EMPTY;
    byte[] logsBloom = new byte[256];
    BigInteger difficulty = BigInteger.ZERO;
    long number;
    long gasLimit;
    long gasUsed;
    long timestamp;
    byte[] extraData = {};
    byte[] mixHash = new byte[32];
    byte[] nonce = new byte[8];
    Optional<BigInteger> baseFee = Optional.empty();
    Optional<byte[]> withdrawalsRoot = Optional.empty();
    Optional<Long> blobGasUsed = Optional.empty();
    Optional<Long> excessBlobGas = Optional.empty();
    Optional<byte[]> parentBeaconRoot = Optional.empty();
    Optional<byte[]> requestsHash = Optional.empty();
    Optional<byte[]> blockAccessListHash = Optional.empty();
    Optional<Long> slotNumber = Optional.empty();

    BlockHeader header() {
        RlpWriter out = new RlpWriter(640).beginList();
        out.write(parentHash).write(ommersHash).write(beneficiary);
        out.write(stateRoot).write(transactionsRoot).write(receiptsRoot).write(logsBloom);
        out.write(difficulty).write(number).write(gasLimit).write(gasUsed).write(timestamp);
        out.write(extraData).write(mixHash).write(nonce);
        baseFee.ifPresent(out::write);
        withdrawalsRoot.ifPresent(out::write);
        blobGasUsed.ifPresent(out::write);
        excessBlobGas.ifPresent(out::write);
        parentBeaconRoot.ifPresent(out::write);
        requestsHash.ifPresent(out::write);
        blockAccessListHash.ifPresent(out::write);
        slotNumber.ifPresent(out::write);
        try {
            return BlockHeader.decode(out.endList().toByteArray());
        } catch (RlpException e) {
            throw new IllegalStateException("a drafted header that cannot be read: " + e.getMessage(), e);
        }
    }
}
