package org.jackfield.eth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.HandOverException;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.api.ResumableProtocol;
import org.jackfield.api.SessionState;
import org.jackfield.api.testing.HandOverRehearsal;
import org.jackfield.api.testing.PipePair;
import org.jackfield.chain.HeaderRange;
import org.jackfield.chain.Hex;
import org.jackfield.chain.StoredChain;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HandOverTest {

    private static final int CASES = 12_000;
    private static final byte[] EMPTY_LIST = {(byte) 0xc0};
    private static final Peer PEER = (Peer) Proxy.newProxyInstance(
            Peer.class.getClassLoader(),
            new Class<?>[] {Peer.class},
            (self, method, arguments) -> NodeId.of(new byte[NodeId.BYTES]));

    @TempDir
    static Path folder;

    private static StoredChain chain;

    @BeforeAll
    static void open() throws IOException {
        chain = TestChain.development(folder);
    }

    @AfterAll
    static void close() {
        chain.close();
    }

    private final EthNetwork network = asking();

    @ParameterizedTest
    @EnumSource
    void thePeerNoticesNothingWhereverItHappens(EthVersion version) throws Exception {
        List<Message> script = script(version);
        HandOverRehearsal rehearsal = new HandOverRehearsal(PEER, script);
        HandOverRehearsal.Course twin = rehearsal.play(() -> release(version));
        assertEquals(2 + 4, twin.said().size());
        assertEquals(Optional.empty(), twin.infos().get(0));
        assertEquals(256L, last(twin).get("headNumber"));
        for (int at = 0; at <= script.size(); at++) {
            assertEquals(twin, rehearsal.play(() -> release(version), at), "handed over before message " + at);
            assertEquals(twin, rehearsal.play(() -> release(version), at, at), "twice before message " + at);
        }
    }

    @ParameterizedTest
    @EnumSource
    void thePeerNoticesNothingOfAReleaseForEachMessage(EthVersion version) throws Exception {
        List<Message> script = script(version);
        HandOverRehearsal rehearsal = new HandOverRehearsal(PEER, script);
        int[] everywhere = IntStream.rangeClosed(0, script.size()).toArray();
        assertEquals(rehearsal.play(() -> release(version)), rehearsal.play(() -> release(version), everywhere));
    }

    @ParameterizedTest
    @EnumSource
    void aWrongAnswerToTheQuestionOfTheLastReleaseEndsTheLink(EthVersion version) {
        HandOverRehearsal rehearsal = new HandOverRehearsal(
                PEER,
                List.of(
                        new Message(MessageCode.STATUS, network.status(version).encoded()),
                        new Message(MessageCode.BLOCK_HEADERS, Answer.encode(1, List.of(header(255))))));
        DisconnectException end =
                assertThrows(DisconnectException.class, () -> rehearsal.play(() -> release(version), 1));
        assertEquals(DisconnectReason.SUBPROTOCOL_ERROR, end.reason());
    }

    @ParameterizedTest
    @EnumSource
    void waitsForStatusOnlyAsLongAsItWasGoingTo(EthVersion version) throws Exception {
        EthState.Waiting left = assertInstanceOf(EthState.Waiting.class, leftBeforeStatus(version));
        assertTrue(left.rest().compareTo(Duration.ofSeconds(5)) <= 0);

        List<Duration> waits = new ArrayList<>();
        ScriptedPipe said = new ScriptedPipe();
        EthSession next = new EthSession(version, network, new SilentPipe(said, waits));
        DisconnectException end = assertThrows(
                DisconnectException.class, () -> next.resume(new EthState.Waiting(Duration.ofMillis(1234))));
        assertEquals(DisconnectReason.PING_TIMEOUT, end.reason());
        assertEquals(List.of(Duration.ofMillis(1234)), waits);
        assertEquals(List.of(), said.received());
    }

    @Test
    void doesNotGoOnWithAPeerOfAnotherNetwork() {
        EthSession elsewhere = new EthSession(EthVersion.ETH_69, new EthNetwork(chain, 5), new ScriptedPipe());
        DisconnectException end = assertThrows(
                DisconnectException.class,
                () -> elsewhere.resume(met(EthVersion.ETH_69, new RemoteHead(new byte[32]))));
        assertEquals("Status with network id 1337, ours is 5", end.getMessage());
    }

    @ParameterizedTest
    @EnumSource
    void statesComeBackAsTheyWere(EthVersion version) throws Exception {
        for (EthState state : states(version)) {
            SessionState encoded = state.encoded(version);
            assertEquals(encoded, EthState.decode(version, encoded).encoded(version));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ETH_68", "ETH_69"})
    void statesOfTheFirstReleaseAreRead(EthVersion version) throws Exception {
        for (EthState state : states(version)) {
            SessionState before =
                    new SessionState(1, withoutSecondItem(state.encoded(version).bytes()));
            assertEquals(
                    state.encoded(version), EthState.decode(version, before).encoded(version));
        }
        assertEquals(
                new EthState.Waiting(Duration.ofMillis(4999)),
                EthState.decode(version, new SessionState(1, Hex.bytes("c480821387"))));
    }

    @Test
    void aStateOfAnotherEthVersionIsRefused() {
        SessionState left = new EthState.Waiting(Duration.ZERO).encoded(EthVersion.ETH_71);
        DisconnectException end =
                assertThrows(DisconnectException.class, () -> EthState.decode(EthVersion.ETH_72, left));
        assertEquals(DisconnectReason.REQUESTED, end.reason());
        assertTrue(end.getMessage().contains("a session of version 71"), end.getMessage());
    }

    @ParameterizedTest
    @EnumSource
    void otherStateVersionsAreRefused(EthVersion version) {
        assertFalse(release(version).reads(0));
        assertTrue(release(version).reads(1));
        assertTrue(release(version).reads(2));
        assertFalse(release(version).reads(3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "80",
                "c0",
                "c102",
                "c180",
                "c28045",
                "c20245",
                "c4804501c0",
                "c3804401",
                "c20145",
                "c80145c0c0c0c0c0c0"
            })
    void whatIsNoStateEndsTheLinkWithoutBlame(String hex) {
        DisconnectException end = assertThrows(
                DisconnectException.class,
                () -> release(EthVersion.ETH_69)
                        .resume(PEER, new ScriptedPipe(), new SessionState(EthState.VERSION, Hex.bytes(hex))));
        assertEquals(DisconnectReason.REQUESTED, end.reason());
        assertTrue(end.getMessage().startsWith("eth/69 cannot go on with state v2 ("), end.getMessage());
    }

    @ParameterizedTest
    @EnumSource
    void malformedStatesEndTheLinkAndNothingElse(EthVersion version) throws IOException {
        Random random = new Random(29);
        int refused = 0;
        List<EthState> states = states(version);
        for (int i = 0; i < CASES; i++) {
            byte[] valid =
                    states.get(random.nextInt(states.size())).encoded(version).bytes();
            SessionState spoiled = new SessionState(EthState.VERSION, HostilePeerTest.spoiled(valid, random, i));
            try {
                assertEquals(spoiled, EthState.decode(version, spoiled).encoded(version));
            } catch (DisconnectException e) {
                assertEquals(DisconnectReason.REQUESTED, e.reason());
                refused++;
            }
        }
        assertTrue(refused > CASES / 2, refused + " of " + CASES + " refused");
    }

    @Test
    void aStateStaysSmallHoweverLongTheHeaderOfTheHead() throws Exception {
        RemoteHead head = new RemoteHead(chain.head().hash());
        head.question();
        assertTrue(head.take(Answer.decode(Answer.encode(1, List.of(header(256))))));
        assertTrue(met(EthVersion.ETH_69, head).encoded(EthVersion.ETH_69).bytes().length < 300);
    }

    private List<Message> script(EthVersion version) {
        byte[] hashes = new HashesRequest(3, List.of(chain.canonicalHash(5).orElseThrow())).encoded();
        List<Message> script = new ArrayList<>(List.of(
                new Message(MessageCode.STATUS, network.status(version).encoded()),
                new Message(MessageCode.TRANSACTIONS, EMPTY_LIST),
                new Message(
                        MessageCode.GET_BLOCK_HEADERS, new HeadersRequest(2, HeaderRange.of(7, 2, 0, false)).encoded()),
                new Message(MessageCode.BLOCK_HEADERS, Answer.encode(9, List.of(header(255)))),
                new Message(MessageCode.BLOCK_HEADERS, Answer.encode(1, List.of(header(256)))),
                new Message(MessageCode.BLOCK_HEADERS, Answer.encode(1, List.of(header(255)))),
                new Message(MessageCode.GET_BLOCK_BODIES, hashes),
                new Message(MessageCode.TRANSACTIONS, EMPTY_LIST),
                new Message(MessageCode.GET_RECEIPTS, receiptsRequest(version))));
        if (version.since(EthVersion.ETH_69)) {
            RlpWriter range = new RlpWriter().beginList();
            new BlockRange(3, 300, chain.head().hash()).write(range);
            script.add(
                    new Message(MessageCode.BLOCK_RANGE_UPDATE, range.endList().toByteArray()));
        }
        script.add(new Message(MessageCode.GET_POOLED_TRANSACTIONS, hashes));
        return script;
    }

    private byte[] receiptsRequest(EthVersion version) {
        List<byte[]> hashes = List.of(chain.canonicalHash(5).orElseThrow());
        return version.since(EthVersion.ETH_70)
                ? new ReceiptsRequest(3, 1, hashes).encoded()
                : new HashesRequest(3, hashes).encoded();
    }

    private List<EthState> states(EthVersion version) throws IOException {
        RemoteHead asked = new RemoteHead(chain.head().hash());
        asked.question();
        RemoteHead answered =
                RemoteHead.read(chain.head().hash(), RlpReader.of(new byte[] {(byte) 0xc3, (byte) 0x80, 0x05, 0x06}));
        return List.of(
                new EthState.Waiting(Duration.ZERO),
                new EthState.Waiting(Duration.ofMillis(4999)),
                met(version, asked),
                met(version, answered));
    }

    private EthState met(EthVersion version, RemoteHead head) {
        TreeMap<Integer, Long> ignored = new TreeMap<>(Map.of(1, 70_000L, 8, 1L));
        Optional<BlockRange> range = version.since(EthVersion.ETH_69)
                ? Optional.of(new BlockRange(3, 300, chain.head().hash()))
                : Optional.empty();
        return new EthState.Met(network.status(version), range, head, ignored);
    }

    private static byte[] withoutSecondItem(byte[] list) throws IOException {
        RlpReader items = RlpReader.ofList(list);
        RlpWriter out = new RlpWriter().beginList().writeRaw(items.readRaw());
        items.skip();
        while (items.hasNext()) {
            out.writeRaw(items.readRaw());
        }
        return out.endList().toByteArray();
    }

    private EthState leftBeforeStatus(EthVersion version) throws Exception {
        try (PipePair pipes = new PipePair(version.messageCount())) {
            MessagePipe pipe = pipes.left();
            pipes.handOverLeft(0);
            HandOverException left =
                    assertThrows(HandOverException.class, () -> release(version).run(PEER, pipe));
            return EthState.decode(version, left.state().orElseThrow());
        }
    }

    private static ResumableProtocol release(EthVersion version) {
        return new EthProtocol(version, asking());
    }

    private static EthNetwork asking() {
        return new EthNetwork(TestChain.withoutHashes(chain), -1);
    }

    private static byte[] header(long number) {
        return chain.header(number).orElseThrow().encoded();
    }

    private static Map<String, Object> last(HandOverRehearsal.Course course) {
        return course.infos().get(course.infos().size() - 1).orElseThrow();
    }

    /** Nothing ever comes; how long the session is ready to wait is recorded. */
    private record SilentPipe(MessagePipe pipe, List<Duration> waits) implements MessagePipe {

        @Override
        public Message read() {
            throw new AssertionError("waits without limit");
        }

        @Override
        public Optional<Message> read(Duration timeout) {
            waits.add(timeout);
            return Optional.empty();
        }

        @Override
        public void write(Message message) throws IOException, InterruptedException {
            pipe.write(message);
        }
    }
}
