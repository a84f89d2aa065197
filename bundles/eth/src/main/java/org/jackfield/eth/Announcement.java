package org.jackfield.eth;

import org.jackfield.chain.Block;
import org.jackfield.chain.RawTransaction;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;

/** Checks the form of the messages that tell of news and want no answer. What they tell is not used yet. */
final class Announcement {

    private static final int HASH_BYTES = 32;

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

    /** {@code [txtypes: B, [txsize₁: P, ...], [txhash₁: B_32, ...]]}, all three of one length. */
    static void checkPooledTransactionHashes(byte[] payload) throws RlpException {
        RlpReader items = RlpReader.ofList(payload);
        int types = items.nextLength();
        items.readBytes();
        RlpReader sizes = items.readList();
        int sizeCount = 0;
        for (; sizes.hasNext(); sizeCount++) {
            sizes.readInt();
        }
        RlpReader hashes = items.readList();
        int hashCount = 0;
        for (; hashes.hasNext(); hashCount++) {
            hashes.readBytes(HASH_BYTES);
        }
        items.finish();
        if (types != sizeCount || types != hashCount) {
            throw new RlpException(0, types + " types, " + sizeCount + " sizes and " + hashCount + " hashes");
        }
    }

    /** {@code [earliest: P, latest: P, latestHash: B_32]}. */
    static BlockRange readBlockRange(byte[] payload) throws RlpException {
        RlpReader items = RlpReader.ofList(payload);
        BlockRange range = BlockRange.read(items);
        items.finish();
        return range;
    }
}
