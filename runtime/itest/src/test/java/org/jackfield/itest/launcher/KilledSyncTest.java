package org.jackfield.itest.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jackfield.api.Message;
import org.jackfield.chain.ChainFolder;
import org.jackfield.chain.MadeBlocks;
import org.jackfield.chain.MadeGenesis;
import org.jackfield.chain.StoredChain;
import org.jackfield.eth.Manner;
import org.jackfield.eth.ScriptedPeer;
import org.jackfield.itest.Await;
import org.jackfield.itest.SyncNodes;
import org.jackfield.itest.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A node is killed while it syncs, and goes on afterwards to the same chain. */
@Timeout(180)
class KilledSyncTest extends LauncherTest {

    private static final int BLOCKS = 3000;

    @Test
    void theChainIsTheSameAfterTwoKills() throws Exception {
        SyncNodes nodes = new SyncNodes(temp);
        ChainFolder source = nodes.chain("source", MadeGenesis.STAKE)
                .fill(MadeBlocks.byStake(1).next(BLOCKS));
        Pauses pauses = new Pauses(25, 50);
        try (StoredChain chain = source.open();
                TestNode serving = nodes.start("serving", new ScriptedPeer(chain, pauses))) {
            for (int kill = 0; kill < 2; kill++) {
                try (NodeProcess node = start(source, serving)) {
                    pauses.await();
                    node.type("eth:sync\n");
                    Await.until(
                            "the peer", () -> node.out().contains(serving.id().shortHex()));
                    assertTrue(node.out().contains("fetching"), node.out());
                    node.kill();
                    pauses.end();
                }
            }
            try (NodeProcess node = start(source, serving)) {
                Await.until("the head", () -> node.call("eth_blockNumber", "").contains("0xbb8"));
                node.terminate();
                assertEquals(0, node.exitStatus());
            }
        }
        ChainFolder taken = new ChainFolder(data.resolve("chain"), MadeGenesis.STAKE);
        assertEquals(source.fingerprint(), taken.fingerprint());
    }

    private NodeProcess start(ChainFolder source, TestNode serving) throws Exception {
        NodeProcess node =
                NodeProcess.start(data, "--genesis", source.genesisFile().toString());
        node.call("admin_addPeer", "\"" + serving.peers().self() + '"');
        return node;
    }

    /** Does not answer any more from the request of some number on, until told to. */
    private static final class Pauses implements Manner {

        private final Manner meanwhile = Manner.inPartsOf(64);
        private final Set<Integer> at;
        private final AtomicInteger requests = new AtomicInteger();
        private final Semaphore begun = new Semaphore(0);
        private final Semaphore ended = new Semaphore(0);

        Pauses(Integer... at) {
            this.at = Set.of(at);
        }

        @Override
        public List<Message> answers(Message request, Message honest) throws Exception {
            if (at.contains(requests.incrementAndGet())) {
                begun.release();
                ended.acquire();
            }
            return meanwhile.answers(request, honest);
        }

        void await() throws InterruptedException {
            assertTrue(begun.tryAcquire(60, TimeUnit.SECONDS), "not so many requests came");
        }

        void end() {
            ended.release();
        }
    }
}
