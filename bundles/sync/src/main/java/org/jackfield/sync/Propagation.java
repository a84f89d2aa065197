package org.jackfield.sync;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jackfield.chain.Block;
import org.jackfield.chain.BlockHeader;
import org.jackfield.crypto.Hash;

/**
 * Hands new blocks on, as long as they are made by work (devp2p caps/eth.md, "Block Propagation"): whole to some of those who
 * do not know them, by their hashes to the rest. Since the merge it is the consensus layer's to do (EIP-3675). Used under the
 * room's lock.
 */
final class Propagation {

    /** The first version of eth that has no messages for it. */
    private static final int GONE = 69;
    /** Of blocks that wait to be sent, each counted as often as it is to be sent. */
    private static final long MAX_HELD_BYTES = 32L << 20;
    /** So many blocks and no more are fetched of a chain that was here until lately; go-ethereum's fetcher goes as far. */
    private static final int NEAR = 32;

    private final Ledger ledger;
    private final Peers peers;
    private final Consumer<Action> actions;
    private final Random random;

    Propagation(Ledger ledger, Peers peers, Consumer<Action> actions, long seed) {
        this.ledger = ledger;
        this.peers = peers;
        this.actions = actions;
        random = new Random(seed);
    }

    /**
     * A block that came by itself follows the chain by its header, and is about to be appended.
     *
     * @param totalDifficulty up to and including it
     */
    void verified(Block block, BigInteger totalDifficulty) {
        if (totalDifficulty.compareTo(ledger.head().totalDifficulty()) > 0) {
            send(block, totalDifficulty);
        }
    }

    /** Such a block is stored. */
    void appended(BlockHeader header) {
        if (isHead(header)) {
            announce(header);
        }
    }

    /** A stretch is stored: if it has become the head, not all may have it yet. */
    void fetched(Harvest harvest) {
        if (!isHead(harvest.header(harvest.size() - 1))) {
            return;
        }
        Block top = harvest.topBlock();
        if (harvest.size() <= NEAR) {
            send(top, ledger.head().totalDifficulty());
        }
        announce(top.header());
    }

    private boolean isHead(BlockHeader header) {
        return Hash.of(header.hash()).is(ledger.head().hash());
    }

    /** To the square root of those who do not know it. */
    private void send(Block block, BigInteger totalDifficulty) {
        Hash hash = Hash.of(block.header().hash());
        List<PeerState> ignorant = ignorant(block.header());
        if (ignorant.isEmpty()) {
            return;
        }
        Collections.shuffle(ignorant, random);
        BlockNotice.Whole notice = new BlockNotice.Whole(block.encoded(), totalDifficulty);
        for (PeerState peer : ignorant.subList(0, (int) Math.sqrt(ignorant.size()))) {
            if (heldBytes() + notice.block().length <= MAX_HELD_BYTES && peer.notices.send(hash, notice)) {
                actions.accept(new Action.Wake(peer.wake));
            }
        }
    }

    /** To all who do not know it. */
    private void announce(BlockHeader header) {
        for (PeerState peer : ignorant(header)) {
            peer.notices.announce(Hash.of(header.hash()), header.number());
            actions.accept(new Action.Wake(peer.wake));
        }
    }

    private List<PeerState> ignorant(BlockHeader header) {
        Hash hash = Hash.of(header.hash());
        boolean byWork = header.difficulty().signum() > 0;
        return peers.all().stream()
                .filter(peer -> byWork && peer.version < GONE && !peer.notices.knows(hash))
                .collect(Collectors.toList());
    }

    private long heldBytes() {
        return peers.all().stream().mapToLong(peer -> peer.notices.heldBytes()).sum();
    }
}
