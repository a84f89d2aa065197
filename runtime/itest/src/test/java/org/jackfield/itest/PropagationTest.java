package org.jackfield.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jackfield.api.release.Releases;
import org.jackfield.chain.ChainFolder;
import org.jackfield.chain.MadeBlocks;
import org.jackfield.chain.MadeGenesis;
import org.jackfield.chain.NewBlock;
import org.jackfield.chain.StoredChain;
import org.jackfield.eth.ScriptedPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Before the merge new blocks go from node to node, each once and never back. */
@Timeout(120)
class PropagationTest {

    private static final int BLOCKS = 50;
    private static final long DIFFICULTY = 1 << 17;
    private static final int NEW_BLOCK_HASHES = 0x01;
    private static final int NEW_BLOCK = 0x07;

    /** The messages for it are of eth/68 and before. */
    private static final Map<String, String> CLASSIC = Map.of("eth.versions", "68");

    @TempDir
    Path temp;

    private final MadeBlocks made = MadeBlocks.byWork(1, DIFFICULTY);
    private final List<NewBlock> shared = made.next(BLOCKS);
    private BigInteger totalDifficulty;

    @Test
    void aBlockGoesOnceThroughEveryNodeAndNotBack() throws Exception {
        SyncNodes nodes = new SyncNodes(temp);
        ChainFolder theirs = nodes.chain("theirs", MadeGenesis.WORK).fill(shared);
        try (StoredChain chain = theirs.open();
                TestNode first = start(nodes, "first");
                TestNode second = start(nodes, "second");
                TestNode third = start(nodes, "third")) {
            totalDifficulty = chain.head().totalDifficulty();
            ScriptedPeer mining = ScriptedPeer.propagating(chain);
            SentMessages ofFirst = SentMessages.of(first);
            SentMessages ofSecond = SentMessages.of(second);
            SentMessages ofThird = SentMessages.of(third);
            try (TestNode miner = nodes.start("miner", mining)) {
                first.connectTo(second);
                second.connectTo(third);
                first.connectTo(miner);
                ScriptedPeer.Session session = mining.session();
                awaitSeats(first, second);
                awaitSeats(second, third);

                propagate(session, third);
                propagate(session, third);
                Path release = ReleaseJar.of("eth", "0.1.1", temp);
                second.await(Releases.class).swap("eth", release, Duration.ZERO);
                propagate(session, third);

                // Counted just after it was written: the last one may be there before.
                Await.until("the last one is counted", () -> ofSecond.count(third, "eth", NEW_BLOCK) >= 3);
                Await.until("the one before is, too", () -> ofFirst.count(second, "eth", NEW_BLOCK) >= 3);
                assertEquals(3, ofFirst.count(second, "eth", NEW_BLOCK));
                assertEquals(3, ofSecond.count(third, "eth", NEW_BLOCK));
                assertEquals(0, ofFirst.count(miner, "eth", NEW_BLOCK));
                assertEquals(0, ofSecond.count(first, "eth", NEW_BLOCK));
                assertEquals(0, ofThird.count(second, "eth", NEW_BLOCK));
                assertEquals(0, ofFirst.count(second, "eth", NEW_BLOCK_HASHES));
                assertEquals(0, ofFirst.count(miner, "eth", NEW_BLOCK_HASHES));
                assertEquals(0, ofSecond.count(third, "eth", NEW_BLOCK_HASHES));
                assertEquals(0, ofSecond.count(first, "eth", NEW_BLOCK_HASHES));
                assertEquals(0, ofThird.count(second, "eth", NEW_BLOCK_HASHES));
                assertEquals(List.of(), second.events().departures());
            }
        }
    }

    private TestNode start(SyncNodes nodes, String name) throws Exception {
        return nodes.start(nodes.chain(name, MadeGenesis.WORK).fill(shared), CLASSIC);
    }

    /** Nobody is told of a block who has no seat yet, on either side. */
    private static void awaitSeats(TestNode one, TestNode other) throws Exception {
        Await.until("the handshakes", () -> seated(one, other) && seated(other, one));
    }

    private static boolean seated(TestNode node, TestNode other) {
        return node.told("eth", other.id()).isPresent();
    }

    private void propagate(ScriptedPeer.Session session, TestNode last) throws Exception {
        NewBlock next = made.next();
        totalDifficulty = totalDifficulty.add(BigInteger.valueOf(DIFFICULTY));
        session.propagate(next.block(), totalDifficulty);
        SyncNodes.awaitHead(last, next);
    }
}
