package org.jackfield.ethapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcMethod;
import org.jackfield.api.rpc.RpcModule;
import org.jackfield.api.rpc.RpcParams;
import org.jackfield.chain.StoredChain;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileCallsTest {

    private static final String HASH = "0x" + "ab".repeat(32);

    @TempDir
    static Path folder;

    private static StoredChain chain;
    private static final Map<String, RpcMethod> METHODS = new HashMap<>();

    @BeforeAll
    static void open() throws IOException {
        chain = TestChain.open(folder);
        Finality finality = new Finality();
        FakePool pool = new FakePool();
        for (RpcModule module : List.of(
                new ChainModule(chain, finality, new FakeSync()),
                new TransactionModule(Configs.of(Map.of("logBlocks", 5, "logResults", 3)), chain, finality, pool),
                new GasModule(chain, finality),
                new PoolModule(pool),
                new TxpoolModule(pool),
                new EngineModule(chain, chain, finality, new FakeSync(), new FakeRelay()))) {
            METHODS.putAll(module.methods());
        }
    }

    @AfterAll
    static void close() {
        chain.close();
    }

    @Test
    void answersOrRefusesWhateverItIsAsked() throws Exception {
        Random random = new Random(3);
        List<String> names = METHODS.keySet().stream().sorted().toList();
        for (int i = 0; i < 20_000; i++) {
            String name = names.get(random.nextInt(names.size()));
            List<Object> params = new ArrayList<>();
            for (int count = random.nextInt(5); count > 0; count--) {
                params.add(junk(random, 3));
            }
            try {
                METHODS.get(name).call(new RpcParams(params));
            } catch (RpcException e) {
                assertTrue(e.getMessage().length() < 300, e.getMessage());
            }
        }
    }

    @Test
    void boundsASearchForLogs() {
        assertRefused("exceed maximum block range 5", "getLogs", Map.of("fromBlock", "0x0", "toBlock", "0x5"));
        assertRefused("query returned more than 3 results", "getLogs", Map.of("fromBlock", "0x6", "toBlock", "0xa"));
        assertRefused(
                "exceed max addresses or topics per search position",
                "getLogs",
                Map.of("address", Collections.nCopies(1_001, "0x" + "00".repeat(20))));
    }

    @Test
    void saysThatReceiptsAreMissing() throws Exception {
        String number = Quantity.of(TestChain.WITHOUT_RECEIPTS);

        assertRefused(
                "the receipts of block 11 are not here", "getLogs", Map.of("fromBlock", number, "toBlock", number));
        assertEquals(null, call("getBlockReceipts", number));
    }

    @Test
    void tellsHowFarTheSynchronizationIs() throws Exception {
        assertEquals(Map.of("startingBlock", "0x1", "currentBlock", "0x2", "highestBlock", "0x3"), call("syncing"));
    }

    private static Object call(String name, Object... params) throws Exception {
        return METHODS.get(name).call(new RpcParams(Arrays.asList(params)));
    }

    private static void assertRefused(String message, String name, Object... params) {
        assertEquals(
                message,
                assertThrows(RpcException.class, () -> call(name, params)).getMessage());
    }

    private static Object junk(Random random, int depth) {
        switch (random.nextInt(depth > 0 ? 12 : 10)) {
            case 0:
                return null;
            case 1:
                return random.nextBoolean();
            case 2:
                return random.nextInt();
            case 3:
                return "";
            case 4:
                return "0x" + Integer.toHexString(random.nextInt(40));
            case 5:
                return HASH;
            case 6:
                return "0x" + Long.toHexString(random.nextLong());
            case 7:
                return List.of("latest", "safe", "pending", "newest").get(random.nextInt(4));
            case 8:
                return "0x" + "f".repeat(random.nextInt(80));
            case 9:
                return "0x" + "00".repeat(20);
            case 10:
                return Arrays.asList(junk(random, depth - 1), junk(random, depth - 1));
            default:
                Map<String, Object> object = new HashMap<>();
                List<String> names = List.of(
                        "fromBlock",
                        "toBlock",
                        "blockHash",
                        "address",
                        "topics",
                        "blockNumber",
                        "headBlockHash",
                        "safeBlockHash",
                        "finalizedBlockHash",
                        "timestamp",
                        "transactions",
                        "withdrawals");
                for (int i = 0; i < 4; i++) {
                    object.put(names.get(random.nextInt(names.size())), junk(random, depth - 1));
                }
                return object;
        }
    }
}
