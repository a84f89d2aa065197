package org.jackfield.ethapi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcMethod;
import org.jackfield.api.rpc.RpcParams;
import org.jackfield.chain.Hex;
import org.jackfield.chain.StoredChain;
import org.jackfield.pool.CellMask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * With the calls by which a consensus client would hand over the blocks of {@link TestChain}, made by hivechain; the request of
 * block 13, which it writes in Base64, is in hexadecimal.
 */
class EngineModuleTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ZERO = "0x" + "00".repeat(32);
    private static final int CANCUN = 6;
    private static final int PRAGUE = 12;

    @TempDir
    Path folder;

    private final FakeSync sync = new FakeSync();
    private final FakeRelay relay = new FakeRelay();
    private final Finality finality = new Finality();
    private StoredChain chain;
    private Map<String, RpcMethod> methods;
    private List<JsonNode> payloads;

    @BeforeEach
    void open() throws IOException {
        chain = TestChain.openEmpty(folder);
        methods = new EngineModule(chain, chain, finality, sync, relay).methods();
        payloads = new ArrayList<>();
        try (InputStream in = EngineModuleTest.class.getResourceAsStream("payloads.json")) {
            JSON.readTree(in).forEach(payloads::add);
        }
    }

    @AfterEach
    void close() {
        chain.close();
    }

    @Test
    void storesPayloadsOfEveryForkAndVouchesForNone() throws Exception {
        for (JsonNode payload : payloads) {
            assertEquals(
                    PayloadStatus.SYNCING, call(payload), payload.get("method").asText());
        }

        assertEquals(0, chain.head().number());
        assertEquals(PayloadStatus.SYNCING, choose(hash(TestChain.HEAD), ZERO, ZERO));
        assertEquals(hash(TestChain.HEAD), Hex.text(chain.head().hash()));
        assertEquals(PayloadStatus.SYNCING, call(payloads.get(3)));
    }

    @Test
    void movesTheHeadByChoiceOnly() throws Exception {
        importUpTo(2);
        call(payloads.get(2));
        call(payloads.get(3));

        assertEquals(hash(2), Hex.text(chain.head().hash()));
        choose(hash(3), ZERO, ZERO);
        assertEquals(hash(3), Hex.text(chain.head().hash()));
        // Synchronization goes for what is chosen, so that no peer's head is followed beyond it.
        assertEquals(List.of(hash(2), hash(3)), sync.targets);
    }

    @Test
    void givesTheBodiesOfPayloads() throws Exception {
        importUpTo(TestChain.HEAD);

        for (int number : new int[] {1, 13, TestChain.HEAD}) {
            List<?> answer = (List<?>) call("engine_getPayloadBodiesByHashV1", List.of(ZERO, hash(number)));

            assertEquals(null, answer.get(0));
            assertEquals(body(number), JSON.valueToTree(answer.get(1)));
            assertEquals(
                    answer.subList(1, 2),
                    call("engine_getPayloadBodiesByRangeV1", "0x" + Integer.toHexString(number), "0x1"));
        }
        assertEquals(2, ((List<?>) call("engine_getPayloadBodiesByRangeV1", "0x1c", "0x20")).size());
        assertEquals(List.of(), call("engine_getPayloadBodiesByRangeV1", "0x1e", "0x1"));
        assertEquals(List.of(), call("engine_getPayloadBodiesByRangeV1", "0xffffffffffffffff", "0x2"));
        assertRefused(-32602, () -> call("engine_getPayloadBodiesByRangeV1", "0x0", "0x1"));
        assertRefused(-32602, () -> call("engine_getPayloadBodiesByRangeV1", "0x1", "0x0"));
        assertRefused(-38004, () -> call("engine_getPayloadBodiesByRangeV1", "0x1", "0x81"));
        assertRefused(-38004, () -> call("engine_getPayloadBodiesByHashV1", Collections.nCopies(129, ZERO)));
        assertRefused(-32602, () -> call("engine_getPayloadBodiesByHashV1", List.of("0x01")));
    }

    private JsonNode body(int number) {
        ObjectNode body = JSON.createObjectNode();
        body.set("transactions", payload(number).get("transactions"));
        body.set("withdrawals", payload(number).get("withdrawals"));
        return body;
    }

    @Test
    void cannotJudgeAPayloadWithoutItsParent() throws Exception {
        assertEquals(PayloadStatus.SYNCING, call(payloads.get(4)));

        assertEquals(0, chain.head().number());
    }

    @ParameterizedTest
    @CsvSource({"stateRoot", "receiptsRoot", "logsBloom", "prevRandao", "parentHash", "feeRecipient", "blockHash"})
    void callsAPayloadThatIsNotTheOneOfItsHashInvalid(String field) throws Exception {
        JsonNode call = changed(1, field, flipped(payload(1).get(field).asText()));

        PayloadStatus status = (PayloadStatus) call(call);

        assertEquals("INVALID", status.status());
        assertEquals(null, status.latestValidHash());
        assertTrue(status.validationError().startsWith("blockhash mismatch, want "), status.validationError());
    }

    @Test
    void callsAPayloadWithAnotherTransactionInvalid() throws Exception {
        ObjectNode call = payloads.get(0).deepCopy();
        ((ArrayNode) call.at("/params/0/transactions")).set(0, "0x");

        assertEquals("INVALID", ((PayloadStatus) call(call)).status());
    }

    @Test
    void callsABlockThatBreaksARuleInvalidAndWhatBuildsOnIt() throws Exception {
        importUpTo(1);
        ObjectNode broken = rehashed(changed(2, "baseFeePerGas", "0x1"));
        String brokenHash = broken.at("/params/0/blockHash").asText();

        PayloadStatus status = (PayloadStatus) call(broken);
        PayloadStatus child = (PayloadStatus) call(rehashed(changed(3, "parentHash", brokenHash)));
        PayloadStatus choice = choose(brokenHash, ZERO, ZERO);

        assertEquals("INVALID", status.status());
        assertTrue(status.validationError().contains("base fee"), status.validationError());
        assertEquals(status, child);
        assertEquals(status, choice);
        assertEquals(1, chain.head().number());
        assertEquals(List.of(hash(1)), sync.targets);
    }

    @Test
    void acceptsASideBranchAndFollowsTheChoice() throws Exception {
        importUpTo(3);
        ObjectNode side =
                rehashed(changed(3, "prevRandao", ZERO.replace('0', '1').replace("1x", "0x")));
        String sideHash = side.at("/params/0/blockHash").asText();

        assertEquals(PayloadStatus.ACCEPTED, call(side));
        assertEquals(hash(3), Hex.text(chain.head().hash()));
        assertEquals(PayloadStatus.SYNCING, choose(sideHash, hash(2), hash(1)));
        assertEquals(sideHash, Hex.text(chain.head().hash()));
        assertArrayEquals(Hex.bytes(hash(2)), finality.safe().orElseThrow());
        assertArrayEquals(Hex.bytes(hash(1)), finality.finalized().orElseThrow());
        assertRefused(-38002, () -> choose(hash(3), sideHash, hash(1)));
        assertRefused(-38002, () -> choose(hash(2), hash(3), hash(1)));
        assertRefused(-38002, () -> choose(hash(3), hash(3), "0x" + "77".repeat(32)));
        assertEquals(PayloadStatus.SYNCING, choose(hash(3), hash(3), hash(3)));
        assertEquals(hash(3), Hex.text(chain.head().hash()));
        // Behind what is final: out of date.
        assertEquals(PayloadStatus.SYNCING, choose(hash(1), hash(1), hash(1)));
        assertEquals(hash(3), Hex.text(chain.head().hash()));
    }

    @Test
    void fetchesAHeadThatIsNotHere() throws Exception {
        assertEquals(PayloadStatus.SYNCING, choose(hash(9), hash(8), hash(7)));

        assertEquals(List.of(hash(9)), sync.targets);
        assertEquals("INVALID", choose(ZERO, ZERO, ZERO).status());
    }

    @Test
    void refusesPayloadsOfAnotherForksVersion() throws Exception {
        importUpTo(PRAGUE);
        JsonNode shanghai = payload(1);
        JsonNode cancun = payload(CANCUN);
        JsonNode prague = payload(PRAGUE);
        List<String> none = List.of();

        assertRefused(-32602, () -> call("engine_newPayloadV1", shanghai));
        assertRefused(-32602, () -> call("engine_newPayloadV2", cancun));
        assertRefused(-32602, () -> call("engine_newPayloadV3", shanghai, none, ZERO));
        assertRefused(-32602, () -> call("engine_newPayloadV3", cancun));
        assertRefused(-38005, () -> call("engine_newPayloadV3", prague, none, ZERO));
        assertRefused(-38005, () -> call("engine_newPayloadV4", cancun, none, ZERO, none));
        assertRefused(-32602, () -> call("engine_newPayloadV4", prague, none, ZERO));
        assertRefused(-32602, () -> call("engine_newPayloadV4", prague, none, ZERO, List.of("0x01")));
        assertRefused(-32602, () -> call("engine_newPayloadV4", prague, none, ZERO, List.of("0x0101", "0x0001")));
        assertRefused(-32602, () -> call("engine_newPayloadV5", prague, none, ZERO, none));
        assertRefused(-38005, () -> call("engine_newPayloadV5", amsterdam(prague, "0xc0"), none, ZERO, none));
        assertRefused(-32602, () -> call("engine_newPayloadV4", amsterdam(prague, "0xc0"), none, ZERO, none));
        assertRefused(-32602, () -> call("engine_newPayloadV2", shanghai, none));
    }

    @ParameterizedTest
    @CsvSource({
        "V1, 0x1,  false, false, -38005",
        "V2, 0x1,  true,  false, 0",
        "V2, 0x1,  false, false, -38003",
        "V2, 0x40, true,  false, -38005",
        "V3, 0x40, true,  true,  0",
        "V3, 0x40, true,  false, -38003",
        "V3, 0x1,  true,  true,  -38005",
        "V4, 0x80, true,  true,  -38003",
    })
    void looksAtOrdersToBuildAndBuildsNothing(
            String version, String timestamp, boolean withdrawals, boolean beaconRoot, int code) throws Exception {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("timestamp", timestamp);
        order.put("prevRandao", ZERO);
        order.put("suggestedFeeRecipient", "0x" + "00".repeat(20));
        order.put("withdrawals", withdrawals ? List.of() : null);
        order.put("parentBeaconBlockRoot", beaconRoot ? ZERO : null);
        String genesis = Hex.text(chain.genesis().hash());
        Object state = state(genesis, ZERO, ZERO);

        if (code == 0) {
            assertEquals(
                    PayloadStatus.Choice.of(PayloadStatus.SYNCING),
                    call("engine_forkchoiceUpdated" + version, state, order));
        } else {
            assertRefused(code, () -> call("engine_forkchoiceUpdated" + version, state, order));
        }
    }

    @Test
    void passesTheColumnsToKeepOn() throws Exception {
        String genesis = Hex.text(chain.genesis().hash());
        Object state = state(genesis, ZERO, ZERO);

        call("engine_forkchoiceUpdatedV4", state, null, "0x" + "01" + "00".repeat(14) + "80");

        assertEquals(List.of(new CellMask(Long.MIN_VALUE, 1)), relay.custodies);
        assertRefused(-32602, () -> call("engine_forkchoiceUpdatedV4", state, null, "0x01"));
        assertRefused(-32602, () -> call("engine_forkchoiceUpdatedV3", state, null, "0x" + "00".repeat(16)));
    }

    @Test
    void tellsWhoItIsAndWhatItCan() throws Exception {
        List<?> capabilities = (List<?>) call("engine_exchangeCapabilities", List.of("engine_newPayloadV4"));

        assertTrue(capabilities.contains("engine_newPayloadV5"));
        assertTrue(capabilities.contains("engine_forkchoiceUpdatedV4"));
        assertTrue(!capabilities.contains("engine_exchangeCapabilities"));
        assertTrue(call("engine_getClientVersionV1").toString().contains("name=Jackfield"));
    }

    @Test
    void hashesRequestsAsTheirEipHasIt() {
        // EIP-7685 over no requests at all: SHA-256 of nothing, as in every Prague header without any.
        assertEquals(
                "0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                Hex.text(PayloadBlock.requestsHash(List.of(new byte[] {0}))));
    }

    @Test
    void answersAnyCallWithAStatusOrARefusal() throws Exception {
        Random random = new Random(7);
        List<Object> junk = Arrays.asList(
                null,
                true,
                -1,
                1.5,
                "",
                "0x",
                "0x0",
                "0x1",
                "0xzz",
                "0x" + "ff".repeat(32),
                ZERO,
                "0x" + "f".repeat(17),
                List.of(),
                List.of("0x"),
                Arrays.asList((Object) null),
                List.of(1),
                Map.of(),
                Map.of("index", "0x1"));
        for (int i = 0; i < 10_000; i++) {
            // Not block 11 and its hundreds of transactions: they take their time.
            JsonNode call = payloads.get(random.nextInt(TestChain.WITHOUT_RECEIPTS - 1));
            List<Object> params = JSON.convertValue(call.get("params"), new TypeReference<>() {});
            mutate(params, random, junk);
            RpcMethod method = methods.get("newPayloadV" + (1 + random.nextInt(5)));
            try {
                assertTrue(method.call(new RpcParams(params)) instanceof PayloadStatus);
            } catch (RpcException e) {
                assertTrue(e.code() == -32602 || e.code() == -38005, e.getMessage());
            }
        }
    }

    private static void mutate(List<Object> params, Random random, List<Object> junk) {
        Object junkValue = junk.get(random.nextInt(junk.size()));
        int index = random.nextInt(params.size());
        if (params.get(index) instanceof Map<?, ?> && random.nextInt(10) > 0) {
            Map<String, Object> fields = new LinkedHashMap<>();
            ((Map<?, ?>) params.get(index)).forEach((name, value) -> fields.put((String) name, value));
            List<String> names = List.copyOf(fields.keySet());
            fields.put(names.get(random.nextInt(names.size())), junkValue);
            params.set(index, fields);
        } else {
            params.set(index, junkValue);
        }
    }

    private void importUpTo(int number) throws Exception {
        for (int i = 0; i < number; i++) {
            call(payloads.get(i));
        }
        choose(hash(number), ZERO, ZERO);
        assertEquals(number, chain.head().number());
    }

    private PayloadStatus choose(String head, String safe, String finalized) throws Exception {
        PayloadStatus.Choice choice =
                (PayloadStatus.Choice) call("engine_forkchoiceUpdatedV3", state(head, safe, finalized), null);
        assertEquals(null, choice.payloadId());
        return choice.payloadStatus();
    }

    private static Map<String, String> state(String head, String safe, String finalized) {
        return Map.of("headBlockHash", head, "safeBlockHash", safe, "finalizedBlockHash", finalized);
    }

    private Object call(JsonNode call) throws Exception {
        List<Object> params = JSON.convertValue(call.get("params"), new TypeReference<>() {});
        return method(call.get("method").asText()).call(new RpcParams(params));
    }

    private Object call(String method, Object... params) throws Exception {
        List<Object> values = new ArrayList<>();
        for (Object param : params) {
            values.add(JSON.convertValue(param, Object.class));
        }
        return method(method).call(new RpcParams(values));
    }

    private RpcMethod method(String name) {
        return methods.get(name.substring("engine_".length()));
    }

    private JsonNode payload(int number) {
        return payloads.get(number - 1).at("/params/0");
    }

    private String hash(int number) {
        return payload(number).get("blockHash").asText();
    }

    private ObjectNode changed(int number, String field, String value) {
        ObjectNode call = payloads.get(number - 1).deepCopy();
        ((ObjectNode) call.at("/params/0")).put(field, value);
        return call;
    }

    /** With the hash of what it says now: taken from the complaint about the old one. */
    private ObjectNode rehashed(ObjectNode call) throws Exception {
        String complaint = ((PayloadStatus) call(call)).validationError();
        ((ObjectNode) call.at("/params/0")).put("blockHash", complaint.substring(complaint.length() - 66));
        return call;
    }

    private static JsonNode amsterdam(JsonNode payload, String accessList) {
        ObjectNode changed = payload.deepCopy();
        return changed.put("slotNumber", "0x1").put("blockAccessList", accessList);
    }

    private static String flipped(String hex) {
        return hex.substring(0, hex.length() - 1) + (hex.endsWith("0") ? '1' : '0');
    }

    private interface Calling {
        Object call() throws Exception;
    }

    private static void assertRefused(int code, Calling calling) {
        assertEquals(code, assertThrows(RpcException.class, calling::call).code());
    }
}
