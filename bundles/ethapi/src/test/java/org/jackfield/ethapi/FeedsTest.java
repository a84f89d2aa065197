package org.jackfield.ethapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcParams;
import org.jackfield.chain.Block;
import org.jackfield.chain.Hex;
import org.jackfield.chain.NewBlock;
import org.jackfield.chain.ReceiptList;
import org.jackfield.chain.StoredChain;
import org.jackfield.chain.Transaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What subscribers hear while the blocks of {@link TestChain} come in one after the other. */
class FeedsTest {

    private static final RpcParams NONE = new RpcParams(List.of());
    /** The contract that logs what it is sent, in blocks 7, 8, 9 and others. */
    private static final String EMITTER = "0x7dcd17433742f4c0ca53122ab541d0ba67fc27df";

    @TempDir
    static Path source;

    @TempDir
    Path folder;

    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
    private StoredChain full;
    private StoredChain chain;
    private HeadFollower heads;

    @BeforeEach
    void open() throws Exception {
        full = TestChain.open(folder);
        chain = TestChain.openEmpty(folder);
        heads = new HeadFollower(chain, chain);
    }

    @AfterEach
    void close() throws Exception {
        heads.close();
        chain.close();
        full.close();
    }

    @Test
    void tellsEveryNewHead() throws Exception {
        AutoCloseable subscription = new NewHeadsFeed(heads).subscribe(NONE, heard::add);

        append(1, 1);
        append(2, 10);

        for (int number = 1; number <= 10; number++) {
            Map<?, ?> head = (Map<?, ?>) next();
            assertEquals(Quantity.of(number), head.get("number"));
            assertEquals(Hex.text(full.canonicalHash(number).orElseThrow()), head.get("hash"));
        }
        subscription.close();
        append(11, 11);
        drainFollower();
        assertEquals(0, heard.size());
    }

    @Test
    void tellsOfAbsentFieldsAsNull() throws Exception {
        new NewHeadsFeed(heads).subscribe(NONE, heard::add);

        append(1, 1);

        Map<?, ?> head = (Map<?, ?>) next();
        assertEquals(true, head.containsKey("blobGasUsed"));
        assertEquals(null, head.get("blobGasUsed"));
        assertEquals(false, head.containsKey("size"));
    }

    @Test
    void tellsLogsAndTakesThemBackWithTheirBlocks() throws Exception {
        append(1, 6);
        new LogsFeed(heads, chain, new Finality())
                .subscribe(new RpcParams(List.of(Map.of("address", EMITTER))), heard::add);

        append(7, 9);
        chain.choose(chain.canonicalHash(8).orElseThrow());

        assertEquals(List.of("0x7 false", "0x8 false", "0x9 false", "0x9 true"), logs(4));
    }

    @Test
    void tellsOfTransactionsByHashOrWhole() throws Exception {
        FakePool pool = new FakePool();
        Transaction transaction =
                BlockTransactions.of(block(7), full.genesis()).all().get(0);
        PendingTransactionsFeed feed = new PendingTransactionsFeed(pool);
        AutoCloseable hashes = feed.subscribe(NONE, heard::add);
        AutoCloseable whole = feed.subscribe(new RpcParams(List.of(true)), heard::add);

        pool.add(transaction);

        assertEquals(Hex.text(transaction.hash()), next());
        assertEquals(TransactionJson.pending(transaction), next());
        hashes.close();
        whole.close();
        assertEquals(0, pool.listeners());
    }

    @Test
    void refusesArgumentsThatAreNone() {
        LogsFeed logs = new LogsFeed(heads, chain, new Finality());

        assertThrows(
                RpcException.class, () -> logs.subscribe(new RpcParams(List.of(Map.of("topics", "0x12"))), heard::add));
        assertThrows(
                RpcException.class, () -> new NewHeadsFeed(heads).subscribe(new RpcParams(List.of(1)), heard::add));
        assertThrows(
                RpcException.class,
                () -> new PendingTransactionsFeed(new FakePool())
                        .subscribe(new RpcParams(List.of("true")), heard::add));
    }

    private List<String> logs(int count) throws InterruptedException {
        List<String> logs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<?, ?> log = (Map<?, ?>) next();
            logs.add(log.get("blockNumber") + " " + log.get("removed"));
        }
        return logs;
    }

    /** Everything that was under way has been told once this head has been. */
    private void drainFollower() throws Exception {
        BlockingQueue<Object> last = new LinkedBlockingQueue<>();
        try (AutoCloseable follower = heads.follow(last::add)) {
            append(12, 12);
            last.poll(30, TimeUnit.SECONDS);
        }
    }

    private void append(int first, int last) throws Exception {
        List<NewBlock> blocks = new ArrayList<>();
        for (int number = first; number <= last; number++) {
            Optional<ReceiptList> receipts =
                    full.slimReceipts(full.canonicalHash(number).orElseThrow()).map(LogSearch::receipts);
            blocks.add(new NewBlock(block(number), receipts));
        }
        chain.append(blocks);
    }

    private Block block(long number) throws RpcException {
        return new Blocks(full, new Finality())
                .block(new BlockId.Numbered(number))
                .orElseThrow();
    }

    private Object next() throws InterruptedException {
        Object value = heard.poll(30, TimeUnit.SECONDS);
        if (value == null) {
            throw new AssertionError("nothing was told");
        }
        return value;
    }
}
