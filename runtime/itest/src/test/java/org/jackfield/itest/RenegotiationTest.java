package org.jackfield.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jackfield.api.Capability;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.api.PeerEvent;
import org.jackfield.api.PeerEventListener;
import org.jackfield.api.release.Renegotiation;
import org.jackfield.api.release.Renegotiation.Progress;
import org.jackfield.api.release.Renegotiation.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** A version installed beside another one comes to standing links by making them anew. */
@Timeout(120)
class RenegotiationTest {

    private static final int PEERS = 3;
    private static final Capability OLD = Capability.parse("aaa/1");
    private static final Capability NEW = Capability.parse("aaa/2");
    private static final String SOON = "100";

    @TempDir
    Path folder;

    private final List<TestNode> watching = new ArrayList<>();
    private TestNode plugged;
    private final Headcount headcount = new Headcount();

    @AfterEach
    void stop() {
        watching.forEach(TestNode::close);
        plugged.close();
    }

    @Test
    void bringsLinksOverOneByOneAndNeverGoesBelowTheFloor() throws Exception {
        start(Map.of("core.redialMillis", SOON));
        install("aaa/2");
        assertEquals(PEERS, carrying(OLD), "nothing changes by itself");
        assertTrue(watching.stream().allMatch(node -> node.events().nobodyLeft()));

        Renegotiation renegotiation = plugged.await(Renegotiation.class);
        assertThrows(IllegalStateException.class, () -> renegotiation.start("aaa", 1, 0.9));
        assertEquals(PEERS, renegotiation.start("aaa", PEERS, 0.5).toDo());
        awaitEnd();

        assertEquals(
                new Progress("aaa", State.FINISHED, PEERS, PEERS, 2, 0, 0, PEERS, 0, 0, 0),
                renegotiation.progress().orElseThrow());
        assertEquals(PEERS, carrying(NEW));
        assertEquals(2, headcount.least(), "one at a time, as the floor allows no more");
        assertEquals(PEERS, headcount.closedByUs(), "each link once");
        for (TestNode node : watching) {
            assertTrue(node.events().disconnected(plugged.id()).byRemote());
        }
    }

    @Test
    void beginsByItselfWhereThePolicySaysSo() throws Exception {
        start(Map.of("core.redialMillis", SOON, "core.onNewVersion", "aaa=renegotiate", "core.renegotiateKeep", "30"));
        install("bbb/1");
        install("aaa/2");
        Await.until("all carry the new version", () -> carrying(NEW) == PEERS);
        awaitEnd();

        assertEquals(PEERS, headcount.closedByUs(), "each link once");
        assertTrue(headcount.least() >= 1, "30 % of three are one");
    }

    @Test
    void goesOnWhenTheCoreWasStoppedInTheMiddle() throws Exception {
        start(Map.of("core.redialMillis", SOON));
        install("aaa/2");
        plugged.await(Renegotiation.class).start("aaa", 1, 0.5);
        Await.until("the first link was closed", () -> headcount.closedByUs() > 0);
        Bundle core = Arrays.stream(plugged.context().getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals("org.jackfield.core"))
                .findFirst()
                .orElseThrow();
        core.stop();
        core.start();
        awaitEnd();

        Progress progress = plugged.await(Renegotiation.class).progress().orElseThrow();
        assertEquals(PEERS, progress.done());
        assertEquals(PEERS, progress.peersAtStart());
        assertEquals(PEERS, carrying(NEW));
        assertTrue(plugged.peers().peers().stream().allMatch(Peer::pinned), "as they were, at run time");
        core.stop();
        core.start();
        assertFalse(plugged.await(Renegotiation.class).progress().isPresent(), "nothing is left to go on with");
    }

    private void start(Map<String, String> settings) throws Exception {
        plugged = TestNode.start(folder.resolve("plugged"), settings);
        install("aaa/1");
        plugged.context().registerService(PeerEventListener.class, headcount, null);
        for (int i = 0; i < PEERS; i++) {
            TestNode node = TestNode.start(folder.resolve("watching" + i));
            watching.add(node);
            node.offer(new RecordingProtocol("aaa/1", 4));
            node.offer(new RecordingProtocol("aaa/2", 4));
            plugged.connectTo(node);
        }
        assertEquals(PEERS, carrying(OLD));
        headcount.begin();
    }

    private void install(String capability) throws Exception {
        String name = "plugin." + capability.replace('/', '.');
        plugged.install(PluginJar.echo(name, capability).writeTo(folder.resolve(name + ".jar")));
    }

    private void awaitEnd() throws Exception {
        Await.until(
                "the renegotiation ends",
                () -> plugged.await(Renegotiation.class)
                        .progress()
                        .filter(progress -> progress.state() == State.FINISHED)
                        .isPresent());
    }

    private long carrying(Capability capability) {
        return plugged.peers().peers().stream()
                .filter(peer -> peer.shared().contains(capability))
                .count();
    }

    /** Counts who is connected. */
    private static final class Headcount implements PeerEventListener {

        private final Set<NodeId> connected = ConcurrentHashMap.newKeySet();
        private final AtomicInteger least = new AtomicInteger();
        private final AtomicInteger closedByUs = new AtomicInteger();

        void begin() {
            least.set(connected.size());
        }

        int least() {
            return least.get();
        }

        /** Not those that the other side closed, which may not have seen yet that the last link has ended when it is dialed again. */
        int closedByUs() {
            return closedByUs.get();
        }

        @Override
        public void onEvent(PeerEvent event) {
            if (event instanceof PeerEvent.Connected) {
                connected.add(event.peer());
            } else if (event instanceof PeerEvent.Disconnected gone) {
                connected.remove(gone.peer());
                closedByUs.addAndGet(gone.byRemote() ? 0 : 1);
                least.accumulateAndGet(connected.size(), Math::min);
            }
        }

        @Override
        public boolean wantsMessages() {
            return false;
        }
    }
}
