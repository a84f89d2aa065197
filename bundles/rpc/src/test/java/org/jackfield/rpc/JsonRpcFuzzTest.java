package org.jackfield.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever comes, what goes back is a well-formed JSON-RPC answer, or nothing for notifications. */
class JsonRpcFuzzTest {

    private static final int CASES = 30_000;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final byte[][] SEEDS = {
        bytes("{'jsonrpc':'2.0','id':1,'method':'test_text','params':['0x00']}"),
        bytes(
                "[{'jsonrpc':'2.0','id':'a','method':'test_text','params':['0x']},{'jsonrpc':'2.0','method':'test_text'}]"),
        bytes("{'jsonrpc':'2.0','id':null,'method':'\\u00e9\\ud83d\\ude00','params':{'a':[1,-2.5e3,true,null]}}"),
    };
    private static final String ALPHABET = "{}[]:,\"\\0123456789eE+-.truefalsn \n\tjsonrpc2idmethodparams_";

    private final JsonRpc rpc;

    JsonRpcFuzzTest() {
        MethodTable methods = new MethodTable();
        methods.add(JsonRpcTest.module("test", Map.of("text", params -> params.bytes(0).length)), 0);
        rpc = new JsonRpc(methods);
    }

    @Test
    void answersAnythingWithAWellFormedAnswer() throws IOException {
        Random random = new Random(20_260_801);
        int errors = 0;
        for (int i = 0; i < CASES; i++) {
            byte[] request = mutation(random, i % 5);
            Optional<byte[]> answer = rpc.answer(request);
            if (answer.isPresent()) {
                errors += check(MAPPER.readTree(answer.get()), request);
            }
        }
        // Most cases are broken; were they not, this would test little.
        assertTrue(errors > CASES / 2, errors + " errors");
    }

    private static int check(JsonNode answer, byte[] request) {
        if (answer.isArray()) {
            int errors = 0;
            assertTrue(answer.size() > 0);
            for (JsonNode one : answer) {
                assertTrue(one.isObject());
                errors += check(one, request);
            }
            return errors;
        }
        String about = Arrays.toString(request) + " gave " + answer;
        assertEquals("2.0", answer.path("jsonrpc").asText(), about);
        assertTrue(answer.has("id"), about);
        assertTrue(answer.has("result") ^ answer.has("error"), about);
        if (answer.has("result")) {
            return 0;
        }
        assertTrue(answer.get("error").get("code").isInt(), about);
        assertTrue(answer.get("error").get("message").isTextual(), about);
        assertTrue(answer.get("error").get("code").asInt() != -32603, "internal error: " + about);
        return 1;
    }

    private static byte[] mutation(Random random, int kind) {
        byte[] seed = SEEDS[random.nextInt(SEEDS.length)].clone();
        switch (kind) {
            case 0: // truncated
                return Arrays.copyOf(seed, random.nextInt(seed.length));
            case 1: // bits flipped
                for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
                    seed[random.nextInt(seed.length)] ^= (byte) (1 << random.nextInt(8));
                }
                return seed;
            case 2: // random bytes
                byte[] noise = new byte[random.nextInt(200)];
                random.nextBytes(noise);
                return noise;
            case 3: // random characters of JSON
                StringBuilder text = new StringBuilder();
                for (int length = random.nextInt(100); length > 0; length--) {
                    text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
                }
                return text.toString().getBytes(StandardCharsets.UTF_8);
            default: // nested, and a piece of it repeated
                String open = random.nextBoolean() ? "[" : "{\"id\":";
                return (open.repeat(random.nextInt(300)) + new String(seed, StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.UTF_8);
        }
    }

    private static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
