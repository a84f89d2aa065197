package org.jackfield.mail;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jackfield.api.Capability;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.api.PeerDirectory;
import org.jackfield.api.fake.FakePeer;
import org.jackfield.envelopes.Bloom;
import org.jackfield.envelopes.EnvelopeRelay;
import org.jackfield.envelopes.HistoryEnd;
import org.jackfield.envelopes.HistoryRequest;
import org.jackfield.envelopes.PeerTraits;
import org.jackfield.envelopes.Topic;
import org.jackfield.messages.MessageException;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.junit.jupiter.api.Test;

class SealingMailClientTest {

    private static final NodeId SERVER =
            FakePeer.of("0a", "", true, Instant.EPOCH).id();
    private static final Topic TOPIC = new Topic(0x01020304);

    private final FakeMessages messages = new FakeMessages();
    private final List<HistoryRequest> asked = new ArrayList<>();
    private final CompletableFuture<HistoryEnd> answer = new CompletableFuture<>();
    private String clientId = "Geth/v1.9.20-stable/linux-amd64/go1.14";
    private String capability = "shh";
    private final SealingMailClient client = new SealingMailClient(
            fake(
                    PeerDirectory.class,
                    Map.of("peer", arguments -> Optional.of(peer()).filter(peer -> arguments[0].equals(SERVER)))),
            fake(
                    EnvelopeRelay.class,
                    Map.of(
                            "traits",
                            arguments -> Optional.of(new PeerTraits(3.5, Bloom.FULL, false, false, Optional.empty())),
                            "request",
                            arguments -> {
                                asked.add((HistoryRequest) arguments[1]);
                                return answer;
                            })),
            messages.ring,
            messages.messenger);

    private interface Call {
        Object with(Object[] arguments);
    }

    private static <T> T fake(Class<T> type, Map<String, Call> calls) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> calls.get(method.getName()).with(arguments)));
    }

    private Peer peer() {
        return (Peer) Proxy.newProxyInstance(Peer.class.getClassLoader(), new Class<?>[] {Peer.class}, (self, m, a) -> {
            return switch (m.getName()) {
                case "id" -> SERVER;
                case "clientId" -> clientId;
                case "shared" -> List.of(new Capability(capability, 1));
                default -> throw new UnsupportedOperationException(m.getName());
            };
        });
    }

    private byte[] sealedPayload() throws RlpException {
        HistoryRequest.Sealed sealed = (HistoryRequest.Sealed) asked.get(0);
        RlpReader items = RlpReader.ofList(sealed.envelope().data());
        assertEquals("secret", items.readText(100));
        assertEquals("pair", items.readText(100), "signed");
        return items.readBytes();
    }

    private Query query(Query.Form form, long limit) throws MessageException {
        return new Query(
                Optional.of(messages.ring.holdPassword("secret")), form, 5, 9, List.of(TOPIC), limit, new byte[0]);
    }

    @Test
    void asksGethInItsForm() throws Exception {
        client.ask(SERVER, query(Query.Form.FITTING, 0));

        assertArrayEquals(GethPayload.encode(5, 9, Bloom.EMPTY.with(TOPIC)), sealedPayload());
    }

    @Test
    void asksInStatusFormWhereThatIsKnown() throws Exception {
        clientId = "Jackfield/v0.1.0/linux-amd64/java17";
        client.ask(SERVER, query(Query.Form.FITTING, 3));

        Selection read = StatusPayload.decode(sealedPayload());
        assertEquals(Set.of(TOPIC), read.topics());
        assertEquals(3, read.limit());
        assertTrue(read.interest().wants(TOPIC));
    }

    @Test
    void asksInTheOpenWithoutAPassword() throws Exception {
        capability = "waku";
        client.ask(SERVER, Query.open(5, 9));
        client.ask(SERVER, Query.open(5, 9));

        HistoryRequest.Open open = (HistoryRequest.Open) asked.get(0);
        assertEquals(5, open.from());
        assertEquals(9, open.to());
        assertEquals(Bloom.FULL, open.interest());
        assertTrue(!open.id().equals(asked.get(1).name()), "each request has a name of its own");
    }

    @Test
    void doesTheWorkThatTheServerAsksOfPeers() throws Exception {
        client.ask(SERVER, query(Query.Form.GETH, 0));

        assertEquals(3.5, messages.prepared.get(0).effort().target());
    }

    @Test
    void leavesNoSignerBehindAndPassesTheAnswerOn() throws Exception {
        CompletableFuture<HistoryEnd> future = client.ask(SERVER, query(Query.Form.GETH, 0));
        assertEquals(1, messages.held.size(), "the password's key");

        HistoryEnd end = new HistoryEnd(asked.get(0).name(), Optional.empty(), new byte[0], Optional.empty());
        answer.complete(end);
        assertEquals(end, future.get());
    }

    @Test
    void cancellingEndsTheSealing() throws Exception {
        messages.sealsAtOnce = false;
        CompletableFuture<HistoryEnd> future = client.ask(SERVER, query(Query.Form.GETH, 0));
        future.cancel(true);

        assertTrue(messages.sealing.isCancelled());
        assertEquals(1, messages.held.size(), "the password's key");
        assertEquals(List.of(), asked);
    }

    @Test
    void refusesWhatCannotBeAsked() throws Exception {
        assertEquals(
                "peer 0a000000 takes sealed requests only, as it does not speak waku/1: the server's password is needed",
                refusal(Query.open(5, 9)));
        assertEquals("geth's form of a request has neither limit nor cursor", refusal(query(Query.Form.GETH, 1)));
        assertEquals("a time is asked for by seconds of 32 bits, got 9 to 5", refusal(Query.open(9, 5)));
        assertEquals("a cursor has 36 bytes, got 3", refusal(Query.open(5, 9).after(new byte[3])));
        NodeId nobody = FakePeer.of("0b", "", true, Instant.EPOCH).id();
        assertEquals(
                "peer 0b000000 is not connected",
                assertThrows(MessageException.class, () -> client.ask(nobody, Query.open(5, 9)))
                        .getMessage());
    }

    private String refusal(Query query) {
        return assertThrows(MessageException.class, () -> client.ask(SERVER, query))
                .getMessage();
    }
}
