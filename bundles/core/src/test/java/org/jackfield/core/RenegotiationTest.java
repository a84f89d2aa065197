package org.jackfield.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole nodes whose links are made anew. */
class RenegotiationTest {

    private static final String LOCAL = "127.0.0.1:0";
    private static final String FIXED = "127.0.0.%d:30304";
    private static final String PUBLIC = "198.51.100.%d:30303";
    private static final Duration MOMENT = Duration.ofMillis(100);

    @TempDir
    Path folder;

    private World world = new World();
    private final List<TestNode> nodes = new ArrayList<>();
    private TestNode ours = node(1, LOCAL);
    private WaveRenegotiation renegotiation;

    @BeforeEach
    void install() {
        ours.install(new TestProtocol("eth/69", 17));
        renegotiation = renegotiation();
    }

    @AfterEach
    void endSessions() {
        for (TestNode node : nodes) {
            node.switchboard.peers().forEach(peer -> peer.disconnect(DisconnectReason.REQUESTED));
        }
        world.loop.turn();
    }

    @Test
    void bringsAllOverOneAtATimeAndKeepsTheRestConnected() {
        connectedNodes(4, LOCAL);
        ours.install(new TestProtocol("eth/70", 18));
        world.advance(Duration.ofMinutes(1));
        assertEquals(4, carrying("eth/69"), "nothing changes by itself");

        Progress begun = renegotiation.start("eth", 1, 0.75);
        assertEquals(new Progress("eth", State.RUNNING, 1, 4, 3, 4, 0, 0, 0, 0, 0), begun);
        for (int i = 0; i < 200 && renegotiation.underWay(); i++) {
            world.advance(MOMENT);
            assertTrue(ours.peers() >= 3, "the floor");
        }

        assertEquals(
                new Progress("eth", State.FINISHED, 1, 4, 3, 0, 0, 4, 0, 0, 0),
                renegotiation.progress().orElseThrow());
        assertEquals(4, carrying("eth/70"));
        assertEquals(8, world.network.dials);
        assertFalse(Files.exists(file()));
        assertEquals(0, renegotiation.start("eth").toDo(), "once is enough");
    }

    @Test
    void waitsUntilAPublicNodeWouldLetUsInAgain() {
        connectedNodes(1, PUBLIC);
        ours.install(new TestProtocol("eth/70", 18));
        world.advance(Duration.ofSeconds(10));
        renegotiation.start("eth", 1, 0);
        world.advance(Duration.ofSeconds(24));
        assertEquals(1, carrying("eth/69"), "34 s after the dial");

        world.advance(Duration.ofSeconds(3));
        assertEquals(1, carrying("eth/70"), "let in at the first dial");
        assertEquals(2, world.network.dials);
        world.advance(MovingNode.SETTLED);
        assertEquals(State.FINISHED, renegotiation.progress().orElseThrow().state());
    }

    @Test
    void isPatientWithANodeThatRefusesTheFirstDial() {
        TestNode theirs = connectedNodes(1, PUBLIC).get(0);
        ours.install(new TestProtocol("eth/70", 18));
        world.advance(Redial.REMOTE_THROTTLE);
        renegotiation.start("eth", 1, 0);
        world.advance(MOMENT);
        assertEquals(0, ours.peers());
        RawPeer.dial(world, 99, theirs);
        world.advance(Duration.ofSeconds(34));
        assertEquals(2, world.network.dials - 1, "the one refused, besides that of the raw peer");
        assertEquals(1, renegotiation.progress().orElseThrow().away());
        assertEquals(0, ours.peers());

        world.advance(Duration.ofSeconds(3));
        assertEquals(1, carrying("eth/70"));
        world.advance(MovingNode.SETTLED);
        assertEquals(1, renegotiation.progress().orElseThrow().done());
    }

    @Test
    void givesUpANodeThatDoesNotComeBackAndLetsTheDialerGoOn() {
        List<TestNode> theirs = connectedNodes(2, PUBLIC);
        ours.install(new TestProtocol("eth/70", 18));
        world.advance(Redial.REMOTE_THROTTLE);
        renegotiation.start("eth", 2, 0);
        world.network.unbind(theirs.get(0).switchboard.self());
        world.advance(Duration.ofSeconds(4 * 35));
        assertEquals(1, renegotiation.progress().orElseThrow().away(), "four dials were refused");
        assertEquals(1, renegotiation.progress().orElseThrow().done());

        world.advance(Duration.ofSeconds(35));
        assertEquals(1, renegotiation.progress().orElseThrow().lost());
        assertEquals(State.FINISHED, renegotiation.progress().orElseThrow().state());
        int dials = world.network.dials;
        world.advance(Duration.ofMinutes(2));
        assertEquals(dials + 2, world.network.dials, "every 60 s");
    }

    @Test
    void leavesAloneWhomOnlyTheOtherSideCanDial() {
        TestNode theirs = node(2, LOCAL);
        theirs.install(new TestProtocol("eth/69", 17));
        theirs.install(new TestProtocol("eth/70", 18));
        connect(theirs, ours);
        ours.install(new TestProtocol("eth/70", 18));

        Progress progress = renegotiation.start("eth", 1, 0);
        assertEquals(State.FINISHED, progress.state());
        assertEquals(1, progress.inbound());
        ours.connect(theirs);
        assertEquals(1, renegotiation.start("eth", 1, 0).toDo(), "now that we may dial it");
        world.advance(Duration.ofSeconds(4));
        assertEquals(1, carrying("eth/70"));
    }

    @Test
    void startsAgainAProtocolThatWasSilenced() {
        TestProtocol broken = new TestProtocol("shh/6", 1, (peer, pipe) -> {
            throw new IllegalStateException("broken");
        });
        TestNode tolerant = node(5, LOCAL, "onFailure", "isolate");
        long service = tolerant.install(broken);
        TestNode theirs = node(2, LOCAL);
        theirs.install(new TestProtocol("shh/6", 1));
        connect(tolerant, theirs);
        ours = tolerant;
        renegotiation = renegotiation();
        world.loop.until(
                "silenced",
                () -> tolerant.switchboard.table().links().get(0).carried("shh").isEmpty());
        tolerant.registry.remove(service);
        TestProtocol repaired = new TestProtocol("shh/6", 1);
        tolerant.install(repaired);

        assertEquals(1, renegotiation.start("shh", 1, 0).toDo());
        world.advance(Duration.ofSeconds(4));
        world.loop.until("it runs", () -> !repaired.peers.isEmpty());
    }

    @Test
    void bringsBackWhoIsAwayWhenItIsStopped() {
        connectedNodes(3, LOCAL);
        ours.install(new TestProtocol("eth/70", 18));
        assertFalse(renegotiation.stop());
        renegotiation.start("eth", 1, 0);
        world.advance(MOMENT);
        assertTrue(renegotiation.stop());
        assertEquals(State.STOPPING, renegotiation.progress().orElseThrow().state());
        world.advance(Duration.ofMinutes(1));

        Progress end = renegotiation.progress().orElseThrow();
        assertEquals(State.STOPPED, end.state());
        assertEquals(1, end.done());
        assertEquals(3, ours.peers());
        assertEquals(2, carrying("eth/69"));
        assertFalse(Files.exists(file()));
        assertFalse(renegotiation.stop());
    }

    @Test
    void canBeStoppedBeforeTheFirstLinkIsClosed() {
        connectedNodes(2, LOCAL);
        ours.install(new TestProtocol("eth/70", 18));
        renegotiation.start("eth", 1, 0);
        assertTrue(renegotiation.stop());
        world.advance(Duration.ofMinutes(1));

        assertEquals(State.STOPPED, renegotiation.progress().orElseThrow().state());
        assertEquals(2, carrying("eth/69"));
        assertFalse(Files.exists(file()));
    }

    @Test
    void isOneAtATime() {
        connectedNodes(2, LOCAL);
        ours.install(new TestProtocol("eth/70", 18));
        renegotiation.start("eth", 1, 0);

        String message = assertThrows(IllegalStateException.class, () -> renegotiation.start("base", 1, 0))
                .getMessage();
        assertEquals("eth is being renegotiated: wait for its end, or stop it", message);
        assertThrows(IllegalArgumentException.class, () -> renegotiation.start("no name", 1, 0));
        assertThrows(IllegalArgumentException.class, () -> renegotiation.start("eth", 0, 0));
    }

    @Test
    void forgetsANodeThatIsToBeConnectedNoMore() {
        TestNode theirs = connectedNodes(1, LOCAL).get(0);
        ours.install(new TestProtocol("eth/70", 18));
        renegotiation.start("eth", 1, 0);
        world.advance(MOMENT);
        ours.switchboard.disconnect(theirs.id);

        assertEquals(State.FINISHED, renegotiation.progress().orElseThrow().state());
    }

    @Test
    void goesOnAfterTheNodeWasKilled() throws Exception {
        connectedNodes(3, FIXED);
        ours.install(new TestProtocol("eth/70", 18));
        renegotiation.start("eth", 1, 0.5);
        world.advance(Duration.ofSeconds(4));
        assertEquals(1, renegotiation.progress().orElseThrow().done());
        byte[] left = Files.readAllBytes(file());
        endSessions();

        world = new World();
        nodes.clear();
        ours = node(1, LOCAL);
        ours.install(new TestProtocol("eth/69", 17));
        ours.install(new TestProtocol("eth/70", 18));
        for (int i = 1; i <= 3; i++) {
            node(9 + i, String.format(FIXED, i), "eth/69", "eth/70");
        }
        Files.write(file(), left);
        renegotiation = renegotiation();
        renegotiation.resume();
        assertEquals(State.RUNNING, renegotiation.progress().orElseThrow().state());
        world.advance(Duration.ofSeconds(4));

        Progress end = renegotiation.progress().orElseThrow();
        assertEquals(new Progress("eth", State.FINISHED, 1, 3, 2, 0, 0, 3, 0, 0, 0), end);
        assertEquals(2, carrying("eth/70"), "the third was over, and pinned at run time only");
        assertTrue(ours.switchboard.peers().stream().allMatch(Peer::pinned));
        assertFalse(Files.exists(file()));
    }

    @Test
    void doesNothingMoreOnceItIsClosed() {
        connectedNodes(2, LOCAL);
        ours.install(new TestProtocol("eth/70", 18));
        renegotiation.start("eth", 1, 0);
        world.advance(MOMENT);
        renegotiation.close();
        world.advance(Duration.ofMinutes(1));

        assertEquals(1, carrying("eth/69"));
        assertTrue(Files.exists(file()), "left to the next start");
    }

    private List<TestNode> connectedNodes(int count, String listen) {
        List<TestNode> theirs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            TestNode node = node(10 + i, String.format(listen, i + 1), "eth/69", "eth/70");
            connect(ours, node);
            theirs.add(node);
        }
        assertEquals(count, carrying("eth/69"));
        return theirs;
    }

    private TestNode node(int number, String listen, String... more) {
        boolean settings = more.length == 2 && !more[0].contains("/");
        TestNode node = settings
                ? new TestNode(number, world, "listen", listen, more[0], new String[] {more[1]})
                : new TestNode(number, world, "listen", listen);
        node.install(new TestProtocol("base/1", 3));
        if (!settings) {
            for (String capability : more) {
                node.install(new TestProtocol(capability, capability.endsWith("69") ? 17 : 18));
            }
        }
        nodes.add(node);
        return node;
    }

    private void connect(TestNode from, TestNode to) {
        CompletableFuture<Peer> connected = from.connect(to).toCompletableFuture();
        world.loop.until("connected", connected::isDone);
        connected.join();
    }

    private long carrying(String capability) {
        return ours.switchboard.peers().stream()
                .filter(peer -> peer.shared().contains(Capability.parse(capability)))
                .count();
    }

    private WaveRenegotiation renegotiation() {
        return new WaveRenegotiation(ours.switchboard, new RenegotiationFile(file()), world.loop);
    }

    private Path file() {
        return folder.resolve("renegotiation.properties");
    }
}
