package org.jackfield.shhapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.api.NodeId;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcMethod;
import org.jackfield.api.rpc.RpcParams;
import org.jackfield.envelopes.Envelope;
import org.jackfield.envelopes.Topic;
import org.jackfield.messages.FakeEnvelopes;
import org.jackfield.messages.LocalMessages;
import org.jackfield.messages.ReceivedMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a call to the message that another call fetches, encryption and all. */
class PostAndFilterTest {

    private static final String KEY = "00".repeat(NodeId.BYTES);
    private static final String UNKNOWN = "ab".repeat(32);
    private static final String EITHER = "specify either a symmetric or an asymmetric key";

    @TempDir
    Path folder;

    private final List<Object> heard = new ArrayList<>();
    private LocalMessages messages;
    private Calls calls;
    private MessagesFeed feed;
    private String symmetric;
    private String pair;

    @BeforeEach
    void open() throws Exception {
        messages = LocalMessages.open(folder);
        symmetric = messages.ring().newSymmetric();
        pair = messages.ring().newPair();
        PostMethod post = new PostMethod(messages.messenger(), new Patience());
        Map<String, RpcMethod> methods = new HashMap<>(new FilterMethods(messages.messenger()).methods());
        methods.put("post", post::call);
        calls = new Calls(methods);
        feed = new MessagesFeed("shh", messages.messenger());
    }

    @Test
    void postsAndFetchesASymmetricMessage() throws Exception {
        String filter = calls.text("newMessageFilter", Map.of("symKeyID", symmetric));
        String hash = calls.text("post", symmetricMessage());

        List<?> fetched = (List<?>) calls.call("getFilterMessages", filter);

        Map<?, ?> message = (Map<?, ?>) fetched.get(0);
        assertEquals(
                List.of("ttl", "timestamp", "topic", "payload", "padding", "pow", "hash"),
                new ArrayList<>(message.keySet()));
        assertEquals(50L, message.get("ttl"));
        assertEquals(FakeEnvelopes.NOW, message.get("timestamp"));
        assertEquals("0x01020304", message.get("topic"));
        assertEquals("0x68656c6c6f", message.get("payload"));
        assertEquals(2 + 2 * (256 - 2 - 5), ((String) message.get("padding")).length());
        assertEquals(2.0, message.get("pow"));
        assertEquals(hash, message.get("hash"));
        assertEquals(List.of(), calls.call("getFilterMessages", filter));
        assertEquals(true, calls.call("deleteMessageFilter", filter));
        calls.assertRefused("Unsubscribe: Invalid ID", "deleteMessageFilter", filter);
        calls.assertRefused("filter not found", "getFilterMessages", filter);
    }

    @Test
    void postsAndFetchesASignedMessageForOne() throws Exception {
        String publicKey = Values.hex(messages.ring().publicKey(pair));
        String filter = calls.text(
                "newMessageFilter",
                Map.of("privateKeyID", pair, "sig", publicKey, "minPow", 1, "topics", List.of("0x00000000")));
        calls.call(
                "post",
                Map.of("pubKey", publicKey, "sig", pair, "ttl", 7, "payload", "0x", "padding", "0xff", "powTarget", 3));

        Map<?, ?> message = (Map<?, ?>) ((List<?>) calls.call("getFilterMessages", filter)).get(0);

        assertEquals(
                Map.of(
                        "sig",
                        publicKey,
                        "ttl",
                        7L,
                        "timestamp",
                        FakeEnvelopes.NOW,
                        "topic",
                        "0x00000000",
                        "payload",
                        "0x",
                        "padding",
                        "0xff",
                        "pow",
                        3.0,
                        "hash",
                        messages.envelopes().envelopes().get(0).hash().hex(),
                        "recipientPublicKey",
                        publicKey),
                message);
    }

    @Test
    void postsToOnePeerAlone() throws Exception {
        Map<String, Object> fields = symmetricMessage();
        fields.put("powTarget", 0);
        fields.put("targetPeer", "enode://" + KEY + "@127.0.0.1:30303");

        String hash = calls.text("post", fields);

        Envelope sent = messages.envelopes().sent.get(0);
        assertEquals(hash, sent.hash().hex());
        assertEquals(List.of(), messages.envelopes().envelopes());
        messages.envelopes().connected = NodeId.parse("01".repeat(NodeId.BYTES));
        assertTrue(calls.refusal("post", fields).getMessage().startsWith("could not send to peer"));
        fields.put("targetPeer", "http://somewhere");
        assertTrue(calls.refusal("post", fields).getMessage().startsWith("failed to parse target peer: "));
    }

    @Test
    void fetchesDirectMessagesIfAskedFor() throws Exception {
        String wanting = calls.text("newMessageFilter", Map.of("symKeyID", symmetric, "allowP2P", true));
        String not = calls.text("newMessageFilter", Map.of("symKeyID", symmetric));
        Map<String, Object> fields = symmetricMessage();
        fields.put("targetPeer", KEY);
        calls.call("post", fields);

        messages.direct(NodeId.parse(KEY), messages.envelopes().sent.get(0));

        assertEquals(1, ((List<?>) calls.call("getFilterMessages", wanting)).size());
        assertEquals(0, ((List<?>) calls.call("getFilterMessages", not)).size());
    }

    @Test
    void refusesToPostByTheOriginalsRules() throws Exception {
        refused(EITHER, Map.of("pubKey", "0x04"));
        refused(EITHER, Map.of("symKeyID", ""));
        refused("missing topic(s)", Map.of("topic", "0x00000000"));
        refused("non-existent key ID", Map.of("symKeyID", UNKNOWN));
        refused("invalid id", Map.of("sig", UNKNOWN));
        refused("invalid public key", Map.of("symKeyID", "", "pubKey", "0x0401"));
        refused("message rejected, PoW too low", Map.of("powTarget", new BigDecimal("1.999")));
        refused("message rejected, PoW too low", Map.of("powTarget", -1));
        refused(
                "failed to reach the PoW target, specified pow time (0 seconds) was insufficient",
                Map.of("powTarget", 2_000));
        refused("failed to add envelope: it has expired", Map.of("ttl", 1));
        assertEquals(Map.of(), messages.envelopes().pooled);
    }

    @Test
    void refusesMalformedFields() throws Exception {
        refused("invalid argument 0: topic: hex string has length 2, want 8 for Topic", Map.of("topic", "0x01"));
        refused("invalid argument 0: topic: empty hex string", Map.of("topic", ""));
        refused("invalid argument 0: payload: hex string of odd length", Map.of("payload", "0x0"));
        refused("invalid argument 0: payload: hex string without 0x prefix", Map.of("payload", "hello"));
        refused("invalid argument 0: ttl: not a whole number from 0 to 4294967295", Map.of("ttl", "0x1"));
        refused("invalid argument 0: ttl: not a whole number from 0 to 4294967295", Map.of("ttl", -1));
        refused("invalid argument 0: powTime: not a whole number from 0 to 4294967295", Map.of("powTime", 1L << 32));
        refused("invalid argument 0: powTarget: not a number", Map.of("powTarget", "2"));
        refused("invalid argument 0: symKeyID: not a string", Map.of("symKeyID", 7));
        calls.assertRefused("invalid argument 0: not an object", "post", "0x");
        calls.assertRefused("missing value for required argument 0", "post");
    }

    @Test
    void endsTheWorkOfACallerWhoIsSentAway() throws Exception {
        Map<String, Object> fields = symmetricMessage();
        fields.put("powTarget", 2_000);
        fields.put("powTime", 3_600);

        Thread.currentThread().interrupt();
        try {
            calls.call("post", fields);
            throw new AssertionError("posted");
        } catch (InterruptedException expected) {
            assertTrue(messages.envelopes().isCancelled());
        }
    }

    @Test
    void refusesFiltersByTheOriginalsRules() {
        calls.assertRefused(EITHER, "newMessageFilter", Map.of());
        calls.assertRefused(EITHER, "newMessageFilter", Map.of("symKeyID", symmetric, "privateKeyID", pair));
        calls.assertRefused("non-existent key ID", "newMessageFilter", Map.of("symKeyID", UNKNOWN));
        calls.assertRefused("invalid id", "newMessageFilter", Map.of("privateKeyID", UNKNOWN));
        calls.assertRefused(
                "invalid signing public key", "newMessageFilter", Map.of("symKeyID", symmetric, "sig", "0x04"));
        calls.assertRefused(
                "invalid argument 0: topics: hex string has length 4, want 8 for Topic",
                "newMessageFilter",
                Map.of("symKeyID", symmetric, "topics", List.of("0x0102")));
        calls.assertRefused(
                "invalid argument 0: topics: not an array",
                "newMessageFilter",
                Map.of("symKeyID", symmetric, "topics", "0x01020304"));
    }

    @Test
    void tellsSubscribersAsMessagesCome() throws Exception {
        AutoCloseable subscription = feed.subscribe(
                params(Map.of("symKeyID", symmetric, "topics", List.of("0x01020304", "0x0a0b0c0d"))), heard::add);

        String hash = calls.text("post", symmetricMessage());
        Map<String, Object> elsewhere = symmetricMessage();
        elsewhere.put("topic", "0x00000001");
        calls.call("post", elsewhere);

        assertEquals(1, heard.size());
        assertEquals(hash, ((Map<?, ?>) heard.get(0)).get("hash"));
        subscription.close();
        calls.call("post", symmetricMessage());
        assertEquals(1, heard.size());
    }

    @Test
    void wantsTopicsOfASubscriberWithASymmetricKey() throws Exception {
        assertEquals("missing topic(s)", subscriptionRefusal(Map.of("symKeyID", symmetric)));
        assertEquals(EITHER, subscriptionRefusal(Map.of()));
        assertEquals("invalid id", subscriptionRefusal(Map.of("privateKeyID", UNKNOWN)));
        feed.subscribe(params(Map.of("privateKeyID", pair)), heard::add).close();
    }

    @Test
    void writesAnEndlessProofOfWorkAsANumber() {
        Envelope envelope = Envelope.of(1, 0, new Topic(0), new byte[0], 0);
        ReceivedMessage message = new ReceivedMessage(
                envelope, new byte[0], new byte[0], Optional.empty(), Optional.empty(), Double.POSITIVE_INFINITY);

        assertEquals(Double.MAX_VALUE, MessageJson.of(message).get("pow"));
    }

    private Map<String, Object> symmetricMessage() {
        Map<String, Object> fields = new HashMap<>();
        fields.put("symKeyID", symmetric);
        fields.put("topic", "0x01020304");
        fields.put("payload", "0x68656c6c6f");
        fields.put("powTarget", 2);
        fields.put("powTime", 0);
        return fields;
    }

    private void refused(String why, Map<String, Object> instead) {
        Map<String, Object> fields = symmetricMessage();
        fields.putAll(instead);
        calls.assertRefused(why, "post", fields);
    }

    private String subscriptionRefusal(Map<String, Object> criteria) {
        return assertThrows(RpcException.class, () -> feed.subscribe(params(criteria), heard::add))
                .getMessage();
    }

    private static RpcParams params(Map<String, Object> criteria) {
        return new RpcParams(List.of(criteria));
    }
}
