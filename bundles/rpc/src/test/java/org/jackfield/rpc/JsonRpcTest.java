package org.jackfield.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcMethod;
import org.jackfield.api.rpc.RpcModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests and answers of go-ethereum's rpc/testdata are marked with the file they are from. */
class JsonRpcTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final AtomicInteger calls = new AtomicInteger();
    private final MethodTable methods = new MethodTable();
    private final JsonRpc rpc = new JsonRpc(methods);

    JsonRpcTest() {
        methods.add(
                module(
                        "test",
                        Map.of(
                                "echo", params -> params.values(),
                                "text", params -> params.text(0),
                                "count", params -> calls.incrementAndGet(),
                                "nothing", params -> null,
                                "large", params -> "x".repeat(1_000),
                                "fail",
                                        params -> {
                                            throw RpcException.failed("not today");
                                        },
                                "crash",
                                        params -> {
                                            throw new IllegalStateException("secret");
                                        },
                                "unwritable", params -> new Object())),
                0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            quoteCharacter = '`',
            value = {
                // reqresp-noparam.js, reqresp-paramsnull.js, reqresp-noargsrets.js
                "{'jsonrpc':'2.0','method':'test_nothing','id':3} > {'jsonrpc':'2.0','id':3,'result':null}",
                "{'jsonrpc':'2.0','method':'test_nothing','params':null,'id':3} > {'jsonrpc':'2.0','id':3,'result':null}",
                "{'jsonrpc':'2.0','id':'foo','method':'test_nothing','params':[]} > {'jsonrpc':'2.0','id':'foo','result':null}",
                // reqresp-nomethod.js
                "{'jsonrpc':'2.0','id':2,'method':'invalid_method','params':[2, 3]} > {'jsonrpc':'2.0','id':2,'error':{'code':-32601,'message':'the method invalid_method does not exist/is not available'}}",
                // reqresp-echo.js
                "{'jsonrpc':'2.0','id':2,'method':'test_text','params':[]} > {'jsonrpc':'2.0','id':2,'error':{'code':-32602,'message':'missing value for required argument 0'}}",
                // reqresp-namedparam.js
                "{'jsonrpc':'2.0','method':'test_echo','params':{'int':23},'id':3} > {'jsonrpc':'2.0','id':3,'error':{'code':-32602,'message':'non-array args'}}",
                // invalid-badversion.js
                "{'jsonrpc':'2.1','id':1,'method':'test_echo'} > {'jsonrpc':'2.0','id':1,'error':{'code':-32600,'message':'invalid request'}}",
                "{'jsonrpc':2.0,'id':1,'method':'test_echo'} > {'jsonrpc':'2.0','id':1,'error':{'code':-32600,'message':'invalid request'}}",
                "{'id':1,'method':'test_echo'} > {'jsonrpc':'2.0','id':1,'error':{'code':-32600,'message':'invalid request'}}",
                // invalid-badid.js, invalid-idonly.js, invalid-nonobj.js
                "{'id':[],'method':'test_foo'} > {'jsonrpc':'2.0','id':null,'error':{'code':-32600,'message':'invalid request'}}",
                "{'jsonrpc':'2.0','id':true,'method':'test_echo'} > {'jsonrpc':'2.0','id':null,'error':{'code':-32600,'message':'invalid request'}}",
                "{'jsonrpc':'2.0','id':1} > {'jsonrpc':'2.0','id':1,'error':{'code':-32600,'message':'invalid request'}}",
                "1 > {'jsonrpc':'2.0','id':null,'error':{'code':-32600,'message':'invalid request'}}",
                "null > {'jsonrpc':'2.0','id':null,'error':{'code':-32600,'message':'invalid request'}}",
                // invalid-batch.js
                "[] > {'jsonrpc':'2.0','id':null,'error':{'code':-32600,'message':'empty batch'}}",
                "[null] > [{'jsonrpc':'2.0','id':null,'error':{'code':-32600,'message':'invalid request'}}]",
                "[{'jsonrpc':'2.0','id':1,'method':'test_echo','params':['foo',1]},55,{'jsonrpc':'2.0','id':2,'method':'unknown_method'}] > [{'jsonrpc':'2.0','id':1,'result':['foo',1]},{'jsonrpc':'2.0','id':null,'error':{'code':-32600,'message':'invalid request'}},{'jsonrpc':'2.0','id':2,'error':{'code':-32601,'message':'the method unknown_method does not exist/is not available'}}]",
                // ours
                "{'jsonrpc':'2.0','id':7,'method':'test_fail'} > {'jsonrpc':'2.0','id':7,'error':{'code':-32000,'message':'not today'}}",
                "{'jsonrpc':'2.0','id':7,'method':'test_crash'} > {'jsonrpc':'2.0','id':7,'error':{'code':-32603,'message':'internal error'}}",
                "{'jsonrpc':'2.0','id':7,'method':'test_unwritable'} > {'jsonrpc':'2.0','id':7,'error':{'code':-32603,'message':'internal error'}}",
                "{'jsonrpc':'2.0','id':null,'method':'test_nothing'} > {'jsonrpc':'2.0','id':null,'result':null}",
                "{'jsonrpc':'2.0','id':12345678901234567890,'method':'test_nothing'} > {'jsonrpc':'2.0','id':12345678901234567890,'result':null}",
                "{'jsonrpc':'2.0','id':'\\ud800','method':'test_nothing'} > {'jsonrpc':'2.0','id':'\\ud800','result':null}",
                "{'jsonrpc':'2.0','id':1,'method':'test_echo','params':[null,true,1.5,{'a':[]},'\\u00e9']} > {'jsonrpc':'2.0','id':1,'result':[null,true,1.5,{'a':[]},'\\u00e9']}",
            })
    void answersAsGethDoes(String request, String answer) throws IOException {
        assertEquals(
                MAPPER.readTree(quoted(answer)),
                MAPPER.readTree(ask(quoted(request)).orElseThrow()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"'f", "''", "{", "{} {}", "[1,", "{'a':}", "nul", "\"\\x\"", "\"\u0001\"", "1e", "{\"id\":1,}"})
    void answersWhatIsNotJsonWithAParseError(String request) throws IOException {
        assertError(-32700, request.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void answersBytesThatAreNotUtf8WithAParseError() throws IOException {
        assertError(-32700, new byte[] {'"', (byte) 0xc0, (byte) 0x80, '"'});
        assertError(-32700, new byte[] {(byte) 0xff, (byte) 0xff});
    }

    @Test
    void refusesDeepNestingAndMoreTokensThanAnyRequestNeeds() throws IOException {
        assertError(-32600, "[".repeat(1_000_000).getBytes(StandardCharsets.UTF_8));
        assertError(-32600, "{\"a\":".repeat(100_000).getBytes(StandardCharsets.UTF_8));
        assertError(-32600, ("[" + "{},".repeat(500_000) + "1]").getBytes(StandardCharsets.UTF_8));
        assertError(-32600, ("1".repeat(100_000)).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void carriesNotificationsOutAndAnswersNothing() {
        assertTrue(ask("{'jsonrpc':'2.0','method':'test_count'}".replace('\'', '"'))
                .isEmpty());
        assertTrue(
                ask("[{'jsonrpc':'2.0','method':'test_count'},{'jsonrpc':'2.0','method':'no_such'}]".replace('\'', '"'))
                        .isEmpty());
        assertTrue(ask("{'jsonrpc':'2.0','method':'test_count','params':{}}".replace('\'', '"'))
                .isEmpty());
        assertEquals(2, calls.get());
    }

    @Test
    void refusesABatchOfMoreThanAThousandCallsWithTheFirstId() throws IOException {
        String call = quoted("{'jsonrpc':'2.0','id':'%s','method':'test_count'}");
        String full = String.join(",", Collections.nCopies(999, call.formatted("n")));

        JsonNode answers = MAPPER.readTree(
                ask("[" + call.formatted("first") + "," + full + "]").orElseThrow());
        assertEquals(1000, answers.size());

        JsonNode refusal = MAPPER.readTree(
                ask("[1," + call.formatted("first") + "," + full + "]").orElseThrow());
        assertEquals(1, refusal.size());
        assertEquals("first", refusal.get(0).get("id").asText());
        assertEquals(-32600, refusal.get(0).get("error").get("code").asInt());
        assertEquals(1000, calls.get());
    }

    @Test
    void stopsCallingOnceABatchHasAnsweredTooMuch() throws IOException {
        JsonRpc small = new JsonRpc(methods, 1_500);
        String call = quoted("{'jsonrpc':'2.0','id':1,'method':'test_large'}");
        String counted = quoted("{'jsonrpc':'2.0','id':9,'method':'test_count'}");
        byte[] request = ("[" + call + "," + call + "," + counted + "]").getBytes(StandardCharsets.UTF_8);

        JsonNode answers = MAPPER.readTree(small.answer(request).orElseThrow());

        assertEquals(3, answers.size());
        assertEquals(-32003, answers.get(2).get("error").get("code").asInt());
        assertEquals(9, answers.get(2).get("id").asInt());
        assertEquals(0, calls.get());
    }

    @Test
    void takesModulesInAndOutAndPrefersTheHigherRanking() throws IOException {
        RpcModule better = module("test", Map.of("nothing", params -> "better"));
        String request = quoted("{'jsonrpc':'2.0','id':1,'method':'test_nothing'}");

        methods.add(better, 10);
        assertEquals(
                "better",
                MAPPER.readTree(ask(request).orElseThrow()).get("result").asText());
        methods.remove(better);
        assertTrue(MAPPER.readTree(ask(request).orElseThrow()).get("result").isNull());
    }

    private Optional<byte[]> ask(String request) {
        return rpc.answer(request.getBytes(StandardCharsets.UTF_8));
    }

    private void assertError(int code, byte[] request) throws IOException {
        JsonNode answer = MAPPER.readTree(rpc.answer(request).orElseThrow());
        assertEquals(code, answer.get("error").get("code").asInt(), answer.toString());
        assertTrue(answer.get("id").isNull());
    }

    private static String quoted(String json) {
        return json.replace('\'', '"');
    }

    static RpcModule module(String namespace, Map<String, RpcMethod> methods) {
        return new RpcModule() {
            @Override
            public String namespace() {
                return namespace;
            }

            @Override
            public Map<String, RpcMethod> methods() {
                return methods;
            }
        };
    }
}
