package org.jackfield.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jackfield.api.Capability;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.Enode;
import org.jackfield.api.Message;
import org.jackfield.api.Peer;
import org.jackfield.api.PeerDirectory;
import org.jackfield.api.SessionState;
import org.jackfield.api.testing.HandOverRehearsal;
import org.jackfield.api.testing.PipePair;
import org.jackfield.overlay.OpenTopology;
import org.jackfield.overlay.Overlay;
import org.jackfield.overlay.Services;
import org.jackfield.overlay.SwarmAddress;
import org.jackfield.overlay.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** bzz/8 and hive/8 with a scripted peer, and over to the next release. */
@Timeout(30)
class OlderHandOverTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Enode SELF = Fixtures.enode(1);
    private static final Peer PEER = peer(true);
    private static final Overlay HERE = Fixtures.overlay("0000", 0);

    /** In our half, where FAR is not. */
    private static final SwarmAddress REMOTE = Fixtures.node(Fixtures.overlay("0111", 1));

    private static final SwarmAddress NEAR = Fixtures.node(Fixtures.overlay("0010", 2));
    private static final SwarmAddress FAR = Fixtures.node(Fixtures.overlay("1010", 3));

    @Test
    void offersBzzAndHiveOfTheOlderRelease() {
        Swarm swarm = new Swarm(4, false, OpenTopology.unopened());
        OlderBzz bzz = new OlderBzz(swarm);
        OlderHive hive = new OlderHive(swarm);
        assertEquals(Capability.parse("bzz/8"), bzz.capability());
        assertEquals(1, bzz.messageCount());
        assertEquals(Capability.parse("hive/8"), hive.capability());
        assertEquals(2, hive.messageCount());
        assertEquals(3L, bzz.nodeInfo().get("network"));
    }

    @Test
    void takesThePublicNetworkForAnInvalidOne() {
        assertEquals(3, new Swarm(4, -1, true, OpenTopology.unopened()).olderNetworkId);
        assertEquals(77, new Swarm(4, 77, true, OpenTopology.unopened()).olderNetworkId);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void thePeerIsGreetedOnceWhereverItHappens(boolean inbound) throws Exception {
        HandOverRehearsal rehearsal = new HandOverRehearsal(
                peer(inbound), List.of(OlderVectors.of("bzz").get(0)));
        HandOverRehearsal.Course twin = rehearsal.play(() -> bzz(3));
        byte[] greeting = new OlderHandshake(
                        3, new SwarmAddress(Overlay.ofNode(SELF.id()), SELF.toString(), Services.FULL))
                .encode();
        assertEquals(List.of(said(WrappedPipe.wrap(new Message(0, greeting)))), twin.said());
        assertEquals(Optional.empty(), twin.infos().get(0));
        assertEquals(
                "0xe79a8e90d1b55095dc4b8d2a8aa018059c4bda3928343d25c55c99c2a6a6e2dc",
                twin.infos().get(1).orElseThrow().get("overlay"));
        for (int[] handOvers : new int[][] {{0}, {1}, {0, 1}, {0, 0, 1, 1}}) {
            assertEquals(twin, rehearsal.play(() -> bzz(3), handOvers));
        }
    }

    @Test
    void leavesANodeOfAnotherNetwork() throws Exception {
        try (PipePair pipes = new PipePair(1)) {
            pipes.right().write(OlderVectors.of("bzz").get(0));
            OlderBzz bzz = bzz(6);
            DisconnectException end = assertThrows(DisconnectException.class, () -> bzz.run(PEER, pipes.left()));
            assertEquals(DisconnectReason.SUBPROTOCOL_ERROR, end.reason());
        }
    }

    @Test
    void aSessionEndsIfThePeerWasToldOfAnotherNetwork() {
        SessionState state = new BzzState(4, false, Duration.ZERO, Optional.of(REMOTE)).encoded();
        try (PipePair pipes = new PipePair(1)) {
            OlderBzz bzz = bzz(3);
            DisconnectException end =
                    assertThrows(DisconnectException.class, () -> bzz.resume(PEER, pipes.left(), state));
            assertEquals(DisconnectReason.REQUESTED, end.reason());
        }
    }

    @Test
    void hiveTellsOfNodesAroundUsAndNothingTwiceWhereverItHappens() throws Exception {
        List<Message> script = List.of(subscription(4), peers(FAR), subscription(0), subscription(0));
        HandOverRehearsal rehearsal = new HandOverRehearsal(peer(false), script);
        HandOverRehearsal.Course twin = rehearsal.play(releases());
        assertEquals(List.of("1 c5800282c180", said(peers(NEAR))), twin.said());
        for (int at = 0; at <= script.size(); at++) {
            assertEquals(twin, rehearsal.play(releases(), at), "handed over before message " + at);
        }
        assertEquals(
                twin,
                rehearsal.play(
                        releases(), IntStream.rangeClosed(0, script.size()).toArray()));
    }

    /** Of one node: what outlives a release is the table. */
    private static Supplier<OlderHive> releases() throws DisconnectException {
        Topology topology = OpenTopology.at(HERE);
        topology.join(Fixtures.enode(2).id(), NEAR);
        topology.join(Fixtures.enode(3).id(), FAR);
        return () -> hive(topology);
    }

    /** Its handshake is done. */
    private static OlderHive hive(Topology topology) {
        Swarm swarm = new Swarm(4, false, topology);
        swarm.handshakes.with(peer(false)).complete(REMOTE);
        return new OlderHive(swarm, LONG, LONG);
    }

    private static OlderBzz bzz(long network) {
        Swarm swarm = new Swarm(4, network, false, OpenTopology.at(HERE));
        swarm.directory = (PeerDirectory) Proxy.newProxyInstance(
                PeerDirectory.class.getClassLoader(),
                new Class<?>[] {PeerDirectory.class},
                (proxy, method, arguments) -> SELF);
        return new OlderBzz(swarm, LONG);
    }

    private static Message subscription(int depth) {
        return WrappedPipe.wrap(new Message(HiveSession.SUB_PEERS, new SubPeersMessage(depth).encode()));
    }

    private static Message peers(SwarmAddress address) {
        return WrappedPipe.wrap(new Message(HiveSession.PEERS, OlderPeersMessage.encode(List.of(address))));
    }

    private static String said(Message message) {
        return message.code() + " " + HexFormat.of().formatHex(message.payload());
    }

    private static Peer peer(boolean inbound) {
        return Sessions.peer(Fixtures.enode(9).id(), inbound);
    }
}
