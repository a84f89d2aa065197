package org.jackfield.chain;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The chain that this node keeps: a service, registered once the store is open. Every block in it has been verified as
 * far as that goes without executing transactions: the chain of hashes, the header rules, the roots of transactions and
 * withdrawals and the hash of ommers; not the state root. Receipts are there for some blocks only, and verified.
 *
 * <p>For any thread. Reading touches the disk and may block for it; a disk that fails raises {@link
 * java.io.UncheckedIOException}, a store that has been closed {@link IllegalStateException}. Arrays handed out must
 * not be changed.
 */
@ProviderType
public interface Chain {

    Genesis genesis();

    /** The last block; the genesis block if there is no other. Does not block. */
    ChainHead head();

    /** Whether the block after the head is made by proof of stake (EIP-3675). */
    boolean merged();

    /** What the block after the head charges. */
    Fees nextFees();

    /** The sum of all difficulties up to the block with that hash, if it is stored. */
    Optional<BigInteger> totalDifficulty(byte[] hash);

    /** The hash of the block with that number, 0 to that of the head. */
    Optional<byte[]> canonicalHash(long number);

    /** Whether the block of that number on the canonical chain is the one with that hash. */
    default boolean isCanonical(long number, byte[] hash) {
        return canonicalHash(number)
                .filter(canonical -> Arrays.equals(canonical, hash))
                .isPresent();
    }

    /** The number of the block with that hash, if it is stored. */
    OptionalLong numberOf(byte[] hash);

    Optional<BlockHeader> header(long number);

    Optional<BlockHeader> header(byte[] hash);

    /**
     * The encoded headers of a range, in its order and all of one branch, up to the first that is not there. Of a block that
     * is not canonical those before it are found, some thousand at most, and none after it.
     *
     * @param maxCount at most so many
     * @param maxBytes no further header once so many bytes are reached
     */
    List<byte[]> headers(HeaderRange range, int maxCount, int maxBytes);

    /** The encoded body, {@code [transactions, ommers, withdrawals]}. */
    Optional<byte[]> body(byte[] hash);

    /**
     * The encoded list of a block's receipts, as a block would hold them: legacy ones as lists, typed ones as strings,
     * each with its bloom, which is computed anew every time: {@link #slimReceipts} is much cheaper. Known for blocks
     * without transactions, for those of the development chain, and where they were imported.
     */
    Optional<byte[]> receipts(byte[] hash);

    /** The same receipts in the form of eth/69, without their blooms, as they are stored; {@link ReceiptList} reads it. */
    Optional<byte[]> slimReceipts(byte[] hash);

    /**
     * The encoded {@linkplain BlockAccessList access list} of a block (EIP-7928): there only if somebody gave it, for some
     * 113,000 blocks (3533 epochs).
     */
    Optional<byte[]> accessList(byte[] hash);

    /**
     * Where a transaction is on the canonical chain, as of one moment. Empty as well where it is not indexed: see {@link
     * #transactionIndexing}.
     */
    Optional<TransactionPlace> transaction(byte[] hash);

    /** Whether {@link #transaction} knows all transactions of the canonical chain. Does not block. */
    TransactionIndexing transactionIndexing();

    /**
     * Takes up the blocks of a file: RLP blocks one after another, as {@code geth export} writes them, with or without
     * the genesis block at the start, deflated if its name ends in {@code .gz}; or an era1 file, with receipts too. Blocks
     * that are there already are skipped; the others may be of any branch, and the head moves as {@link ChainWriter} says.
     * Blocks the calling thread, and whoever else writes to the chain; memory does not depend on the size of the file. The
     * head moves with every batch, so that nothing is lost when the import ends early, be it by a kill. Their transactions are
     * indexed afterwards: see {@link #transactionIndexing}.
     *
     * @throws BadBlockException at the first block that is broken, breaks a rule or follows none that is here; those
     *     before it are kept
     * @throws IOException if the file cannot be read, or another import is running
     * @throws java.io.InterruptedIOException if the thread is interrupted; what was read so far is kept
     */
    ImportReport importBlocks(Path file, ImportProgress progress) throws IOException;

    /**
     * Takes up receipts of blocks that are there from a file of RLP items one after another, {@code [number: P,
     * block-hash: B_32, [receipt₁, receipt₂, ...]]} each, receipts in the form of eth/69. Those of a block are kept once
     * they match the receipts root and the bloom filter of its header. Order does not matter, blocks may be missing. All
     * else as in {@link #importBlocks}.
     *
     * @throws BadBlockException at the first item that is malformed, of no block here, or does not match its header;
     *     those before it are kept
     * @throws IOException as in {@link #importBlocks}
     */
    ImportReport importReceipts(Path file, ImportProgress progress) throws IOException;

    /**
     * Writes blocks to a file: as {@code geth export} does, RLP blocks one after another, deflated if its name ends in {@code
     * .gz}; or, if it ends in {@code .era1}, as an era1 file with their receipts: up to 8192 blocks before the merge. The
     * genesis block too if it is among those asked for. The file is there once it is complete, and not before. Blocks the
     * calling thread.
     *
     * @throws IOException if not all of the blocks are here, nor, for an era1 file, all of their receipts; the file's format
     *     does not hold them; the file is there and may not be overwritten or cannot be written; another export is running
     * @throws java.io.InterruptedIOException if the thread is interrupted
     */
    ExportReport exportBlocks(ExportRequest request, ExportProgress progress) throws IOException;
}
