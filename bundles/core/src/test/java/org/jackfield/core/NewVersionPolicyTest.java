package org.jackfield.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jackfield.api.Capability;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.Peer;
import org.jackfield.api.release.Renegotiation.Progress;
import org.jackfield.api.release.Renegotiation.State;
import org.jackfield.core.TestNode.World;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Renegotiations that begin by themselves. */
class NewVersionPolicyTest {

    private static final String[] ALL = {"eth/69", "eth/70", "eth/71", "shh/6", "shh/7"};

    @TempDir
    Path folder;

    private final World world = new World();
    private final List<TestNode> nodes = new ArrayList<>();
    private TestNode ours;
    private WaveRenegotiation renegotiation;
    private NewVersionPolicy policy;

    @AfterEach
    void endSessions() {
        for (TestNode node : nodes) {
            node.switchboard.peers().forEach(peer -> peer.disconnect(DisconnectReason.REQUESTED));
        }
        world.loop.turn();
    }

    @Test
    void beginsWhenTheLastOfSeveralVersionsHasCome() {
        start(4, "renegotiate");
        install("eth/70");
        world.advance(NewVersionPolicy.SETTLED.minusNanos(1));
        install("eth/71");
        world.advance(NewVersionPolicy.SETTLED.minusNanos(1));
        assertTrue(renegotiation.progress().isEmpty());
        world.advance(Duration.ofSeconds(20));

        assertEquals(4, carrying("eth/71"));
        assertEquals(4, progress().done());
        assertEquals(8, world.network.dials, "each once");
    }

    @Test
    void keepsLinksByDefaultAndWhereItIsToldTo() {
        start(4, "renegotiate, eth=keep");
        install("eth/70");
        world.advance(Duration.ofMinutes(1));

        assertTrue(renegotiation.progress().isEmpty());
        assertEquals(4, carrying("eth/69"));
    }

    @Test
    void doesOneProtocolAfterTheOther() {
        start(4, "renegotiate");
        install("eth/70");
        world.advance(NewVersionPolicy.SETTLED.plusSeconds(2));
        assertEquals("eth", progress().protocol());
        assertEquals(State.RUNNING, progress().state());
        assertEquals(
                1, carrying("eth/70"), "the one that is back by now lacks what comes next, the others will have it");
        install("shh/7");
        world.advance(NewVersionPolicy.SETTLED);
        assertEquals("eth", progress().protocol());
        world.advance(Duration.ofMinutes(1));

        assertEquals("shh", progress().protocol());
        assertEquals(1, progress().done());
        assertEquals(State.FINISHED, progress().state());
        assertEquals(4, carrying("eth/70"));
        assertEquals(4, carrying("shh/7"));
    }

    @Test
    void closesNothingBelowTheFloor() {
        start(1, "renegotiate");
        install("eth/70");
        world.advance(Duration.ofMinutes(1));

        assertTrue(renegotiation.progress().isEmpty());
        assertEquals(1, carrying("eth/69"));
        assertEquals(1, world.network.dials);
    }

    @Test
    void hasNothingToDoWithAProtocolThatNoLinkCarries() {
        start(4, "renegotiate");
        install("new/1");
        world.advance(Duration.ofMinutes(1));

        assertTrue(renegotiation.progress().isEmpty());
    }

    @Test
    void beginsNothingOnceItIsClosed() {
        start(4, "renegotiate");
        install("eth/70");
        policy.close();
        install("eth/71");
        world.advance(Duration.ofMinutes(1));

        assertTrue(renegotiation.progress().isEmpty());
    }

    private void start(int peers, String onNewVersion) {
        ours = node(1, "onNewVersion", new String[] {onNewVersion});
        renegotiation = new WaveRenegotiation(
                ours.switchboard, new RenegotiationFile(folder.resolve("renegotiation.properties")), world.loop);
        policy = new NewVersionPolicy(ours.switchboard.environment(), renegotiation);
        ours.registry.listen(policy);
        install("eth/69");
        install("shh/6");
        for (int i = 0; i < peers; i++) {
            TestNode theirs = node(10 + i);
            for (String capability : ALL) {
                theirs.install(new TestProtocol(capability, 10));
            }
            CompletableFuture<Peer> connected = ours.connect(theirs).toCompletableFuture();
            world.loop.until("connected", connected::isDone);
        }
        world.advance(Duration.ofMinutes(1));
        assertTrue(
                renegotiation.progress().filter(progress -> progress.toDo() > 0).isEmpty());
    }

    private TestNode node(int number, Object... changes) {
        List<Object> configuration = new ArrayList<>(List.of("listen", "127.0.0.1:0"));
        configuration.addAll(List.of(changes));
        TestNode node = new TestNode(number, world, configuration.toArray());
        nodes.add(node);
        return node;
    }

    private void install(String capability) {
        ours.install(new TestProtocol(capability, 10));
    }

    private Progress progress() {
        return renegotiation.progress().orElseThrow();
    }

    private long carrying(String capability) {
        return ours.switchboard.peers().stream()
                .filter(peer -> peer.shared().contains(Capability.parse(capability)))
                .count();
    }
}
