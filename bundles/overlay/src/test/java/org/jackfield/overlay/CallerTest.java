package org.jackfield.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jackfield.api.Enode;
import org.jackfield.api.Peer;
import org.jackfield.api.fake.FakeNode;
import org.jackfield.api.fake.FakePeer;
import org.junit.jupiter.api.Test;

class CallerTest {

    private static final SwarmAddress NODE = Fixtures.node(Fixtures.overlay(1));
    private static final Enode ENODE = NODE.enode().orElseThrow();
    private static final String CONNECT = "connect " + ENODE;
    private static final String DISCONNECT = "disconnect " + ENODE.id();

    private final FakeNode core = new FakeNode();
    private final Queue<SwarmAddress> suggested = new ArrayDeque<>();
    private long now;
    private final Caller caller = new Caller(() -> Optional.ofNullable(suggested.poll()), () -> now);

    @Test
    void hasTheCoreDialOneSuggestionATick() {
        suggested.add(NODE);
        suggested.add(Fixtures.node(Fixtures.overlay(2)));
        caller.tick(core);
        assertEquals(List.of(CONNECT), core.orders);
        caller.tick(core);
        assertEquals(2, core.orders.size());
        caller.tick(core);
        assertEquals(2, core.orders.size());
    }

    @Test
    void letsGoWhomTheCoreDoesNotReach() {
        suggested.add(NODE);
        caller.tick(core);
        core.connection.completeExceptionally(new IOException("nobody there"));
        assertEquals(List.of(CONNECT, DISCONNECT), core.orders);
    }

    @Test
    void letsGoWhoseLinkTheCoreDoesNotBringBack() {
        suggested.add(NODE);
        caller.tick(core);
        core.peers.add(peer());
        core.connection.complete(core.peers.get(0));
        now = Duration.ofMinutes(5).toNanos();
        caller.tick(core);
        core.peers.clear();
        now += Duration.ofSeconds(30).toNanos();
        caller.tick(core);
        assertEquals(List.of(CONNECT), core.orders);
        now++;
        caller.tick(core);
        assertEquals(List.of(CONNECT, DISCONNECT), core.orders);
        caller.tick(core);
        assertEquals(2, core.orders.size());
    }

    @Test
    void leavesAloneWhoIsConnectedOrOurselves() {
        core.peers.add(peer());
        suggested.add(NODE);
        suggested.add(new SwarmAddress(Fixtures.overlay(3), core.self().toString(), Services.FULL));
        caller.tick(core);
        caller.tick(core);
        assertEquals(List.of(), core.orders);
    }

    @Test
    void callsNobodyWhenTheNodeIsFull() {
        for (int i = 0; i < core.maxPeers(); i++) {
            core.peers.add(FakePeer.of(String.format("ff%02x", i), "client", true, Instant.EPOCH));
        }
        suggested.add(NODE);
        caller.tick(core);
        assertEquals(List.of(), core.orders);
        core.peers.remove(0);
        core.connection = new CompletableFuture<>();
        caller.tick(core);
        assertEquals(List.of(CONNECT), core.orders);
    }

    private static Peer peer() {
        return FakePeer.of(ENODE.id().toString(), "client", false, Instant.EPOCH);
    }
}
