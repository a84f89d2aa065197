package org.jackfield.shhapi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jackfield.api.NodeId;
import org.jackfield.crypto.Hash;
import org.jackfield.envelopes.HistoryEnd;
import org.jackfield.envelopes.Topic;
import org.jackfield.mail.MailClient;
import org.jackfield.mail.Query;
import org.jackfield.messages.KeyRing;
import org.jackfield.messages.LocalMessages;
import org.jackfield.messages.MessageException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryMethodTest {

    private static final String KEY = "01".repeat(NodeId.BYTES);
    private static final Hash REQUEST = Hash.ofContent(new byte[1]);
    private static final long NOW = 1_700_000_000;

    @TempDir
    Path folder;

    private final FakeClient client = new FakeClient();
    private KeyRing ring;
    private Calls calls;

    private final class FakeClient implements MailClient {
        private final List<Query> asked = new ArrayList<>();
        private byte[] key = {};
        private CompletableFuture<HistoryEnd> answer = CompletableFuture.completedFuture(
                new HistoryEnd(REQUEST, Optional.empty(), new byte[0], Optional.empty()));

        @Override
        public CompletableFuture<HistoryEnd> ask(NodeId server, Query query) throws MessageException {
            assertEquals(NodeId.parse(KEY), server);
            asked.add(query);
            if (query.symmetric().isPresent()) {
                key = ring.symmetric(query.symmetric().get());
            }
            return answer;
        }
    }

    @BeforeEach
    void open() throws IOException {
        ring = LocalMessages.open(folder).ring();
        HistoryMethod method = new HistoryMethod(
                client, ring, new Patience(), Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC));
        calls = new Calls(Map.of("requestMessages", method::call));
    }

    @Test
    void asksForTheLastDayUnlessToldOtherwise() throws Exception {
        Map<String, Object> expected = new HashMap<>();
        expected.put("requestHash", REQUEST.hex());
        expected.put("last", null);
        expected.put("cursor", "0x");

        assertEquals(expected, request(Map.of()));

        Query query = client.asked.get(0);
        assertEquals(NOW - 86_400, query.from());
        assertEquals(NOW, query.to());
        assertEquals(Query.Form.FITTING, query.form());
        assertEquals(Optional.empty(), query.symmetric());
        assertEquals(List.of(), query.topics());
    }

    @Test
    void asksForWhatItIsToldTo() throws Exception {
        String key = ring.newSymmetric();
        Hash last = Hash.ofContent(new byte[2]);
        client.answer = CompletableFuture.completedFuture(
                new HistoryEnd(REQUEST, Optional.of(last), new byte[36], Optional.empty()));

        Object answer = request(Map.of(
                "from",
                5,
                "to",
                4_294_967_295L,
                "topics",
                List.of("0x01020304"),
                "limit",
                10,
                "cursor",
                "0x" + "07".repeat(36),
                "symKeyID",
                key,
                "form",
                "status"));

        assertEquals(
                Map.of("requestHash", REQUEST.hex(), "last", last.hex(), "cursor", "0x" + "00".repeat(36)), answer);
        Query query = client.asked.get(0);
        assertEquals(Optional.of(key), query.symmetric());
        assertEquals(5, query.from());
        assertEquals(4_294_967_295L, query.to());
        assertEquals(List.of(new Topic(0x01020304)), query.topics());
        assertEquals(10, query.limit());
        assertEquals(36, query.cursor().length);
        assertEquals(Query.Form.STATUS, query.form());
    }

    @Test
    void holdsThePasswordNoLongerThanItNeedsTo() throws Exception {
        request(Map.of("password", "test"));

        String held = client.asked.get(0).symmetric().orElseThrow();
        assertArrayEquals(ring.symmetric(ring.addPassword("test")), client.key);
        assertThrows(MessageException.class, () -> ring.symmetric(held));
    }

    @Test
    void tellsWhyThereIsNoAnswer() {
        client.answer = CompletableFuture.failedFuture(new IOException("the peer has left"));
        refused("the peer has left", Map.of());
        client.answer = CompletableFuture.completedFuture(
                new HistoryEnd(REQUEST, Optional.empty(), new byte[0], Optional.of("range too wide")));
        refused("the mail server refused: range too wide", Map.of());
        refused("specify either a symmetric key or a password", Map.of("password", "a", "symKeyID", "b"));
        refused("non-existent key ID", Map.of("symKeyID", "b"));
        refused("invalid argument 0: form: not geth, status or fitting", Map.of("form", "rlp"));
        calls.assertRefused("invalid argument 0: missing required field 'mailServerPeer'", "requestMessages", Map.of());
    }

    private Object request(Map<String, Object> fields) throws Exception {
        return calls.call("requestMessages", with(fields));
    }

    private void refused(String why, Map<String, Object> fields) {
        calls.assertRefused(why, "requestMessages", with(fields));
    }

    private static Map<String, Object> with(Map<String, Object> fields) {
        Map<String, Object> all = new HashMap<>(fields);
        all.put("mailServerPeer", "enode://" + KEY + "@127.0.0.1:30303");
        return all;
    }
}
