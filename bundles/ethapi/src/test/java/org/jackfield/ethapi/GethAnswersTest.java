package org.jackfield.ethapi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcMethod;
import org.jackfield.api.rpc.RpcModule;
import org.jackfield.api.rpc.RpcParams;
import org.jackfield.chain.StoredChain;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What go-ethereum v1.17.10 (eth_feeHistory: v1.17.6) answered to each of these calls with the same blocks in its chain;
 * compared member by member. A ratio of 0 is written 0.0.
 */
class GethAnswersTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectWriter SORTING =
            JSON.writer().with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).withDefaultPrettyPrinter();

    @TempDir
    static Path folder;

    private static StoredChain chain;
    private static final Map<String, RpcMethod> METHODS = new HashMap<>();

    @BeforeAll
    static void open() throws IOException {
        chain = TestChain.open(folder);
        Finality finality = new Finality();
        FakePool pool = new FakePool();
        add(new ChainModule(chain, finality, null));
        add(new TransactionModule(Configs.standard(), chain, finality, pool));
        add(new GasModule(chain, finality));
        add(new PoolModule(pool));
        add(new TxpoolModule(pool));
    }

    @AfterAll
    static void close() {
        chain.close();
    }

    static Stream<JsonNode> calls() throws IOException {
        try (InputStream in = GethAnswersTest.class.getResourceAsStream("geth.json")) {
            List<JsonNode> calls = new ArrayList<>();
            JSON.readTree(in).forEach(calls::add);
            return calls.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void answersAsGethDoes(JsonNode call) throws Exception {
        List<Object> params = JSON.convertValue(call.get("params"), new TypeReference<>() {});

        JsonNode answer = answer(call.get("method").asText(), new RpcParams(params));

        // Whatever the order of members; text, so that a difference can be read.
        assertEquals(sorted(call.get("answer")), sorted(answer));
    }

    private static JsonNode answer(String method, RpcParams params) throws Exception {
        ObjectNode answer = JSON.createObjectNode();
        try {
            answer.set("result", JSON.valueToTree(METHODS.get(method).call(params)));
        } catch (RpcException e) {
            answer.set("error", JSON.createObjectNode().put("code", e.code()).put("message", e.getMessage()));
        }
        return answer;
    }

    private static String sorted(JsonNode node) throws IOException {
        return SORTING.writeValueAsString(JSON.treeToValue(node, Object.class));
    }

    private static void add(RpcModule module) {
        module.methods().forEach((name, method) -> METHODS.put(module.namespace() + '_' + name, method));
    }
}
