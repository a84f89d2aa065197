package org.jackfield.eth;

import org.jackfield.chain.Block;
import org.jackfield.chain.RawTransaction;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;

/** Checks the form of the messages that tell of news and want no answer. What they tell is not used yet. */
final class Announcement {

    private static final int HASH_BYTES = 32;

    /** EIP-4844. */
    private static final byte BLOB_TRANSACTION = 3;

    private Announcement() {}

    /** {@code [[blockhash₁: B_32, number₁: P], ...]}. */
    static void checkNewBlockHashes(byte[] payload) throws RlpException {
        for (RlpReader list = RlpReader.ofList(payload); list.hasNext(); ) {
            RlpReader entry = list.readList();
            entry.readBytes(HASH_BYTES);
            entry.readUnsignedLong();
            entry.finish();
        }
    }

    /** {@code [block, td: P]}. */
    static void checkNewBlock(byte[] payload) throws RlpException {
        RlpReader items = RlpReader.ofList(payload);
        Block.decode(items.readRaw());
        items.readBigInteger();
        items.finish();
    }

    /** {@code [tx₁, tx₂, ...]}. An empty one is bad style, but some send it. */
    static void checkTransactions(byte[] payload) throws RlpException {
        for (RlpReader list = RlpReader.ofList(payload); list.hasNext(); ) {
            RawTransaction.read(list);
        }
    }

    /**
     * The layout depends on the version:
     *
     * <pre>
     *   to eth/67    [txhash₁: B_32, txhash₂: B_32, ...]
     *   to eth/71    [txtypes: B, [txsize₁: P, ...], [txhash₁: B_32, ...]]              all three of one length
     *   eth/72       [txtypes: B, [txsize₁: P, ...], [txhash₁: B_32, ...], cells: B_16]
     * </pre>
     */
    static void checkPooledTransactionHashes(EthVersion version, byte[] payload) throws RlpException {
        RlpReader items = RlpReader.ofList(payload);
        if (!version.since(EthVersion.ETH_68)) {
            countHashes(items);
            return;
        }
        byte[] types = items.readBytes();
        RlpReader sizes = items.readList();
        int sizeCount = 0;
        for (; sizes.hasNext(); sizeCount++) {
            sizes.readInt();
        }
        int hashCount = countHashes(items.readList());
        if (version.since(EthVersion.ETH_72)) {
            // Nothing is to be told of cells where no blobs are announced (EIP-8070).
            items.readBytes(hasBlobs(types) || items.nextLength() > 0 ? Cells.MASK_BYTES : 0);
        }
        items.finish();
        if (types.length != sizeCount || types.length != hashCount) {
            throw new RlpException(0, types.length + " types, " + sizeCount + " sizes and " + hashCount + " hashes");
        }
    }

    private static int countHashes(RlpReader hashes) throws RlpException {
        int count = 0;
        for (; hashes.hasNext(); count++) {
            hashes.readBytes(HASH_BYTES);
        }
        return count;
    }

    private static boolean hasBlobs(byte[] types) {
        for (byte type : types) {
            if (type == BLOB_TRANSACTION) {
                return true;
            }
        }
        return false;
    }

    /** {@code [earliest: P, latest: P, latestHash: B_32]}. */
    static BlockRange readBlockRange(byte[] payload) throws RlpException {
        RlpReader items = RlpReader.ofList(payload);
        BlockRange range = BlockRange.read(items);
        items.finish();
        return range;
    }
}
