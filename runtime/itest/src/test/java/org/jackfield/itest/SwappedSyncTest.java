package org.jackfield.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jackfield.api.Message;
import org.jackfield.api.release.Releases;
import org.jackfield.chain.ChainFolder;
import org.jackfield.chain.MadeBlocks;
import org.jackfield.chain.MadeGenesis;
import org.jackfield.chain.MadeTransactions;
import org.jackfield.chain.NewBlock;
import org.jackfield.chain.StoredChain;
import org.jackfield.chain.Transaction;
import org.jackfield.eth.Manner;
import org.jackfield.eth.ScriptedPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The bundle of eth is replaced ten times while it is busy: its peers, who count, do not notice. */
@Timeout(180)
class SwappedSyncTest {

    private static final int SWAPS = 10;
    private static final int BLOCKS = 3000;
    private static final int TRANSACTIONS_A_SWAP = 200;

    @TempDir
    Path temp;

    private final ExecutorService swapping = Executors.newSingleThreadExecutor();
    private final List<Path> releases = new ArrayList<>();
    private SyncNodes nodes;

    @BeforeEach
    void makeReleases() throws Exception {
        nodes = new SyncNodes(temp);
        for (int i = 1; i <= SWAPS; i++) {
            releases.add(ReleaseJar.of("eth", "0.1." + i, temp));
        }
    }

    @AfterEach
    void end() {
        swapping.shutdownNow();
    }

    @Test
    void inTheMiddleOfASync() throws Exception {
        List<NewBlock> blocks = MadeBlocks.byStake(1).next(BLOCKS);
        ChainFolder source = nodes.chain("source", MadeGenesis.STAKE).fill(blocks);
        ChainFolder taken = nodes.chain("taking", MadeGenesis.STAKE);
        try (StoredChain chain = source.open();
                TestNode taking = nodes.start(taken)) {
            SwapsByTheWay swaps = new SwapsByTheWay(taking);
            ScriptedPeer one = new ScriptedPeer(chain, swaps);
            ScriptedPeer other = new ScriptedPeer(chain, swaps);
            try (TestNode first = nodes.start("first", one);
                    TestNode second = nodes.start("second", other)) {
                taking.connectTo(first);
                taking.connectTo(second);
                SyncNodes.awaitHead(taking, blocks.get(BLOCKS - 1));
                assertEquals(SWAPS, swaps.done());
                assertEquals(List.of(), taking.events().departures());
                assertEquals(List.of(), one.heard().repeated());
                assertEquals(List.of(), other.heard().repeated());
            }
        }
        assertEquals(source.fingerprint(), taken.fingerprint());
    }

    @Test
    void inTheMiddleOfAFloodOfTransactions() throws Exception {
        ChainFolder chain = nodes.chain("node", MadeGenesis.STAKE);
        ChainFolder same = nodes.chain("same", MadeGenesis.STAKE);
        MadeTransactions made = MadeTransactions.pending(1);
        try (StoredChain theirs = same.open();
                TestNode node = nodes.start(chain)) {
            ScriptedPeer sending = new ScriptedPeer(theirs, Manner.HONEST);
            ScriptedPeer hearing = new ScriptedPeer(theirs, Manner.HONEST);
            try (TestNode first = nodes.start("sending", sending);
                    TestNode second = nodes.start("hearing", hearing)) {
                node.connectTo(first);
                node.connectTo(second);
                hearing.session();
                ScriptedPeer.Session flood = sending.session();
                for (Path release : releases) {
                    Future<?> swap = swapping.submit(() -> swap(node, release));
                    flood.announce(some(made));
                    flood.send(some(made));
                    swap.get();
                }
                long all = 2L * SWAPS * TRANSACTIONS_A_SWAP;
                Await.until("all heard of", () -> hearing.heard().transactionsTold() == all);
                assertEquals(all / 2, sending.heard().transactionsAskedFor());
                assertEquals(0, sending.heard().transactionsTold());
                assertEquals(List.of(), sending.heard().repeated());
                assertEquals(List.of(), hearing.heard().repeated());
                assertEquals(List.of(), node.events().departures());
            }
        }
    }

    private static List<Transaction> some(MadeTransactions made) {
        List<Transaction> some = new ArrayList<>();
        for (int i = 0; i < TRANSACTIONS_A_SWAP; i++) {
            some.add(made.next());
        }
        return some;
    }

    private static Object swap(TestNode node, Path release) throws Exception {
        return node.await(Releases.class).swap("eth", release, Duration.ZERO);
    }

    /** Every so many requests the next swap begins, unless one is under way that takes its time. */
    private final class SwapsByTheWay implements Manner {

        private static final int REQUESTS_A_SWAP = 8;

        /** Less than would be taken for silence. */
        private static final long PATIENCE_MILLIS = 300;

        private final TestNode node;
        private final Manner patiently = Manner.inPartsOf(16);
        private final Semaphore free = new Semaphore(1);
        private final AtomicInteger requests = new AtomicInteger();
        private final Queue<Future<?>> begun = new ConcurrentLinkedQueue<>();

        SwapsByTheWay(TestNode node) {
            this.node = node;
        }

        @Override
        public List<Message> answers(Message request, Message honest) throws Exception {
            boolean due = requests.incrementAndGet() % REQUESTS_A_SWAP == 0;
            if (due && free.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                Optional<Path> next = releases.stream().skip(begun.size()).findFirst();
                next.ifPresent(release -> begun.add(swapping.submit(() -> swap(node, release))));
                swapping.execute(free::release);
            }
            return patiently.answers(request, honest);
        }

        int done() throws Exception {
            for (Future<?> swap : begun) {
                swap.get();
            }
            return begun.size();
        }
    }
}
