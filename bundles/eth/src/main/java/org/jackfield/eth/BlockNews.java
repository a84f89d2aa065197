package org.jackfield.eth;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jackfield.chain.Block;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;
import org.jackfield.sync.BlockNotice;

/** New blocks, as chains with proof of work tell of them, up to eth/68; since the merge nobody sends these (EIP-3675). */
final class BlockNews {

    /** Of one NewBlockHashes; what a peer sends beyond is checked for its form, and not kept. */
    static final int MAX_HASHES = 1024;

    private static final int HASH_BYTES = 32;

    private BlockNews() {}

    record NewHash(byte[] hash, long number) {}

    record NewBlock(Block block, BigInteger totalDifficulty) {}

    /** NewBlockHashes, {@code [[blockhash₁: B_32, number₁: P], ...]}. */
    static List<NewHash> newBlockHashes(byte[] payload) throws RlpException {
        List<NewHash> hashes = new ArrayList<>();
        for (RlpReader list = RlpReader.ofList(payload); list.hasNext(); ) {
            RlpReader entry = list.readList();
            NewHash hash = new NewHash(entry.readBytes(HASH_BYTES), entry.readLong());
            entry.finish();
            if (hashes.size() < MAX_HASHES) {
                hashes.add(hash);
            }
        }
        return hashes;
    }

    /** NewBlock, {@code [block, td: P]}. */
    static NewBlock newBlock(byte[] payload) throws RlpException {
        RlpReader items = RlpReader.ofList(payload);
        NewBlock news = new NewBlock(Block.decode(items.readRaw()), items.readBigInteger());
        items.finish();
        return news;
    }

    static byte[] encode(BlockNotice.Hashes news) {
        RlpWriter out = new RlpWriter(48 * news.blocks().size() + 16).beginList();
        for (BlockNotice.NewHash block : news.blocks()) {
            out.beginList().write(block.hash()).write(block.number()).endList();
        }
        return out.endList().toByteArray();
    }

    static byte[] encode(BlockNotice.Whole news) {
        RlpWriter out = new RlpWriter(news.block().length + 48).beginList();
        return out.writeRaw(news.block())
                .write(news.totalDifficulty())
                .endList()
                .toByteArray();
    }
}
