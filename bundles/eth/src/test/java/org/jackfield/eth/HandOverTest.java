package org.jackfield.eth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.HandOverException;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.ResumableProtocol;
import org.jackfield.api.testing.HandOverRehearsal;
import org.jackfield.api.testing.PipePair;
import org.jackfield.chain.HeaderRange;
import org.jackfield.rlp.RlpWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class HandOverTest extends OnDevelopmentChain {

    private static final byte[] EMPTY_LIST = {(byte) 0xc0};

    private final EthNetwork network = asking();

    @ParameterizedTest
    @EnumSource
    void thePeerNoticesNothingWhereverItHappens(EthVersion version) throws Exception {
        List<Message> script = script(version);
        HandOverRehearsal rehearsal = new HandOverRehearsal(REMOTE, script);
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
        HandOverRehearsal rehearsal = new HandOverRehearsal(REMOTE, script);
        int[] everywhere = IntStream.rangeClosed(0, script.size()).toArray();
        assertEquals(rehearsal.play(() -> release(version)), rehearsal.play(() -> release(version), everywhere));
    }

    @ParameterizedTest
    @EnumSource
    void theSeatsHearTheSameWhereverItHappens(EthVersion version) throws Exception {
        List<Message> script = script(version);
        List<String> twin = heard(version, script);
        assertTrue(twin.size() >= 8, twin.toString());
        for (int at = 0; at <= script.size(); at++) {
            assertEquals(twin, heard(version, script, at), "handed over before message " + at);
        }
    }

    /** What the seats have heard, but for who has sat down again. */
    private List<String> heard(EthVersion version, List<Message> script, int... handOvers) throws Exception {
        FakeSync sync = new FakeSync();
        FakeRelay relay = new FakeRelay();
        Rooms rooms = new Rooms(Optional.of(sync), Optional.of(relay), Optional.empty());
        new HandOverRehearsal(REMOTE, script).play(() -> new EthProtocol(version, asking(), rooms), handOvers);
        boolean again = handOvers.length > 0 && handOvers[0] > 0;
        List<String> heard = new ArrayList<>(sync.heard());
        heard.addAll(relay.heard());
        assertEquals(
                again ? 2 : 0, heard.stream().filter(HandOverTest::isRejoin).count());
        heard.removeIf(HandOverTest::isRejoin);
        return heard;
    }

    private static boolean isRejoin(String what) {
        return what.startsWith("rejoin");
    }

    @ParameterizedTest
    @EnumSource
    void aWrongAnswerToTheQuestionOfTheLastReleaseEndsTheLink(EthVersion version) {
        HandOverRehearsal rehearsal = new HandOverRehearsal(
                REMOTE,
                List.of(
                        new Message(MessageCode.STATUS, network.status(version).encoded()),
                        new Message(MessageCode.BLOCK_HEADERS, Answer.encode(0, List.of(header(255))))));
        DisconnectException end =
                assertThrows(DisconnectException.class, () -> rehearsal.play(() -> release(version), 1));
        assertEquals(DisconnectReason.SUBPROTOCOL_ERROR, end.reason());
    }

    @ParameterizedTest
    @EnumSource
    void waitsForStatusOnlyAsLongAsItWasGoingTo(EthVersion version) throws Exception {
        EthState.Waiting left = assertInstanceOf(EthState.Waiting.class, leftBeforeStatus(version));
        assertTrue(left.rest().compareTo(Duration.ofSeconds(5)) <= 0);
        assertEquals(version.since(EthVersion.ETH_69) ? 256 : 0, left.told());

        List<Duration> waits = new ArrayList<>();
        ScriptedPipe said = new ScriptedPipe();
        EthSession next = session(version, network, new SilentPipe(said, waits));
        DisconnectException end = assertThrows(
                DisconnectException.class, () -> next.resume(new EthState.Waiting(Duration.ofMillis(1234), 256)));
        assertEquals(DisconnectReason.PING_TIMEOUT, end.reason());
        assertEquals(List.of(Duration.ofMillis(1234)), waits);
        assertEquals(List.of(), said.received());
    }

    @Test
    void doesNotGoOnWithAPeerOfAnotherNetwork() {
        EthSession elsewhere = session(EthVersion.ETH_69, new EthNetwork(chain, 5), new ScriptedPipe());
        DisconnectException end = assertThrows(
                DisconnectException.class, () -> elsewhere.resume(EthStateTest.met(network.status(EthVersion.ETH_69))));
        assertEquals("Status with network id 1337, ours is 5", end.getMessage());
    }

    @ParameterizedTest
    @EnumSource
    void otherStateVersionsAreRefused(EthVersion version) {
        assertFalse(release(version).reads(0));
        assertTrue(release(version).reads(1));
        assertTrue(release(version).reads(2));
        assertTrue(release(version).reads(3));
        assertFalse(release(version).reads(4));
    }

    private List<Message> script(EthVersion version) {
        byte[] hashes = new HashesRequest(3, List.of(chain.canonicalHash(5).orElseThrow())).encoded();
        List<Message> script = new ArrayList<>(List.of(
                new Message(MessageCode.STATUS, network.status(version).encoded()),
                new Message(MessageCode.TRANSACTIONS, EMPTY_LIST),
                new Message(
                        MessageCode.GET_BLOCK_HEADERS, new HeadersRequest(2, HeaderRange.of(7, 2, 0, false)).encoded()),
                new Message(MessageCode.BLOCK_HEADERS, Answer.encode(9, List.of(header(255)))),
                new Message(MessageCode.BLOCK_HEADERS, Answer.encode(0, List.of(header(256)))),
                new Message(MessageCode.BLOCK_HEADERS, Answer.encode(0, List.of(header(255)))),
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

    private EthState leftBeforeStatus(EthVersion version) throws Exception {
        try (PipePair pipes = new PipePair(version.messageCount())) {
            MessagePipe pipe = pipes.left();
            pipes.handOverLeft(0);
            HandOverException left =
                    assertThrows(HandOverException.class, () -> release(version).run(REMOTE, pipe));
            return EthState.decode(version, left.state().orElseThrow(), 0);
        }
    }

    private static ResumableProtocol release(EthVersion version) {
        return new EthProtocol(version, asking(), Rooms.NONE);
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
