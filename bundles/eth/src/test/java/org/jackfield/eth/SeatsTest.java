package org.jackfield.eth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.chain.Hex;
import org.jackfield.chain.RawTransaction;
import org.jackfield.pool.CellMask;
import org.jackfield.pool.CellsAnswer;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the seats hear of what a peer says; payloads as {@link #spelled}. */
@Timeout(60)
class SeatsTest extends OnDevelopmentChain {

    private static final String BRIEF = "0x11111111…";

    private final FakeSync sync = new FakeSync();
    private final FakeRelay relay = new FakeRelay();
    private final Rooms rooms = new Rooms(Optional.of(sync), Optional.of(relay), Optional.empty());

    @ParameterizedTest
    @EnumSource
    void bothAreTakenAfterStatusAndLeftAtTheEnd(EthVersion version) {
        EthSession session = converse(version, greeting(version), EOFException.class);
        String known = version.since(EthVersion.ETH_69) ? "256 from 0" : "256 from 0 of 0";
        assertEquals(List.of("join " + version + ' ' + known, "leave"), sync.heard());
        assertEquals(List.of("join " + version, "leave"), relay.heard());
        assertEquals(Map.of(), session.info().orElseThrow().get("ignored"));
    }

    @Test
    void noneIsTakenWithoutStatus() {
        converse(EthVersion.ETH_70, new ScriptedPipe(), DisconnectException.class);
        assertEquals(List.of(), sync.heard());
        assertEquals(List.of(), relay.heard());
    }

    @ParameterizedTest
    @CsvSource({
        "66-72, 01, e3e2H05,          announced 5 B",
        "66-72, 01, f846e2H05e2H06,   'announced 5 B|announced 6 B'",
        "66-72, 04, c207c0,           'headers 7 '",
        "66-72, 04, c607c4c101c102,   'headers 7 c101,c102'",
        "66-72, 06, c407c2c0c0,       'bodies 7 c0,c0'",
        "66-68, 10, c407c2c1c0c0,     breach",
        "66-68, 10, c507c3c1c0c0,     'receipts 7 c1c0,c0'",
        "69-69, 10, c507c3c1c0c0,     'receipts 7 c1c0,c0 slim'",
        "70-72, 10, c60780c3c1c0c0,   'receipts 7 c1c0,c0 slim'",
        "70-72, 10, c60701c3c1c0c0,   'receipts 7 c1c0,c0 slim cut'",
        "69-72, 11, e4038201eeH,      breach",
        "69-72, 11, e5038201eeH,      moved 494 from 3",
        "71-72, 13, c607c480c101c0,   'access lists 7 ,c101,c0'",
        "71-72, 13, c307c101,         breach",
        "66-72, 04, c307c101,         breach",
        "66-72, 06, c307c180,         breach"
    })
    void theSynchronizationHears(String versions, String code, String payload, String expected) {
        for (EthVersion version : EthVersion.parseList(versions)) {
            assertEquals(
                    expected, heardBy(new FakeSync(), new FakeRelay(), version, code, payload), version.toString());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "66-72, 02, c0,                          'received '",
        "66-72, 02, cdc98080808080808080808202c0, 'received c9808080808080808080,02c0'",
        "66-72, 0a, c407c28202c0,                breach",
        "66-72, 0a, c507c38202c0,                answered 7 02c0",
        "66-67, 08, e1H,                         announced -1:-1:B cells 128",
        "68-71, 08, e502c105e1H,                 announced 2:5:B cells 128",
        "72-72, 08, f602c105e1HM,                announced 2:5:B cells 2",
        "72-72, 08, e602c105e1H80,               announced 2:5:B cells 0",
        "72-72, 08, f603c105e1HM,                announced 3:5:B cells 2",
        "72-72, 15, d407c0c0M,                   cells 7 [] mask 2",
        "72-72, 15, f9104007e1Hf91009f91006CCM,  cells 7 [2] mask 2"
    })
    void thePoolHears(String versions, String code, String payload, String expected) {
        for (EthVersion version : EthVersion.parseList(versions)) {
            assertEquals(
                    expected, heardBy(new FakeSync(), new FakeRelay(), version, code, payload), version.toString());
        }
    }

    @Test
    void aNewBlockIsGivenOn() throws IOException {
        RlpWriter news = new RlpWriter().beginList().beginList();
        news.writeRaw(chain.header(5).orElseThrow().encoded());
        RlpReader body = RlpReader.ofList(
                chain.body(chain.canonicalHash(5).orElseThrow()).orElseThrow());
        while (body.hasNext()) {
            news.writeRaw(body.readRaw());
        }
        byte[] payload = news.endList().write(77L).endList().toByteArray();
        converse(
                EthVersion.ETH_68,
                greeting(EthVersion.ETH_68).sending(MessageCode.NEW_BLOCK, payload),
                EOFException.class);
        assertEquals("block 5 of 77", sync.heard().get(1));
    }

    @Test
    void answersNobodyAskedForAreCountedAndIgnored() {
        sync.wants = false;
        relay.wants = false;
        ScriptedPipe pipe = greeting(EthVersion.ETH_72);
        for (int code :
                new int[] {MessageCode.BLOCK_HEADERS, MessageCode.BLOCK_BODIES, MessageCode.POOLED_TRANSACTIONS}) {
            pipe.sending(code, Hex.bytes("c207c0"));
        }
        pipe.sending(MessageCode.RECEIPTS, Hex.bytes("c30780c0"));
        pipe.sending(MessageCode.CELLS, Hex.bytes("d407c0c090" + "00".repeat(16)));
        EthSession session = converse(EthVersion.ETH_72, pipe, EOFException.class);
        assertEquals(
                Map.of("BlockHeaders", 1L, "BlockBodies", 1L, "Receipts", 1L, "PooledTransactions", 1L, "Cells", 1L),
                session.info().orElseThrow().get("ignored"));
    }

    @ParameterizedTest
    @EnumSource
    void theHeaderOfTheHeadMovesThePeer(EthVersion version) {
        byte[] header = chain.header(256).orElseThrow().encoded();
        ScriptedPipe pipe = greeting(version).sending(MessageCode.BLOCK_HEADERS, Answer.encode(0, List.of(header)));
        EthNetwork asking = new EthNetwork(TestChain.withoutHashes(chain), -1);
        EthSession session = new EthSession(version, asking, rooms, PEER, pipe);
        assertThrows(EOFException.class, session::run);
        String known = version.since(EthVersion.ETH_69) ? "256 from 0" : "256 from 0 of 0";
        String before = version.since(EthVersion.ETH_69) ? known : "? from 0 of 0";
        assertEquals(List.of("join " + version + ' ' + before, "moved " + known, "leave"), sync.heard());
    }

    @Test
    void requestsForTransactionsAreAnsweredByThePool() {
        relay.pool = List.of(new RawTransaction(Hex.bytes("02c0")));
        ScriptedPipe pipe = greeting(EthVersion.ETH_72)
                .sending(MessageCode.GET_POOLED_TRANSACTIONS, new HashesRequest(7, List.of(new byte[32])).encoded());
        converse(EthVersion.ETH_72, pipe, EOFException.class);
        assertEquals("0xc507c38202c0", Hex.text(pipe.received(MessageCode.POOLED_TRANSACTIONS)));
        assertEquals("asked for 1 up to 2097152", relay.heard().get(1));
    }

    @Test
    void requestsForCellsAreAnsweredByThePool() {
        List<byte[]> hashes = List.of(Hex.bytes("11".repeat(32)));
        CellMask mask = new CellMask(0, 3);
        relay.cells = new CellsAnswer(hashes, List.of(List.of(new byte[2048], new byte[2048])), mask);
        ScriptedPipe pipe =
                greeting(EthVersion.ETH_72).sending(MessageCode.GET_CELLS, new CellsRequest(7, hashes, mask).encoded());
        converse(EthVersion.ETH_72, pipe, EOFException.class);
        assertEquals(spelled("0xf9104007e1Hf91009f91006CCM"), Hex.text(pipe.received(MessageCode.CELLS)));
        assertEquals("asked for 2 cells of 1 up to 2097152", relay.heard().get(1));
    }

    @Test
    void moreThanAnybodyAsksForIsABreach() {
        byte[] lists = new byte[1025];
        Arrays.fill(lists, (byte) 0xc0);
        byte[] answer = Answer.encode(7, List.of(lists));
        DisconnectException end = (DisconnectException)
                end(EthVersion.ETH_69, greeting(EthVersion.ETH_69).sending(MessageCode.BLOCK_BODIES, answer));
        assertEquals(DisconnectReason.PROTOCOL_ERROR, end.reason());
        RlpWriter transactions = new RlpWriter().beginList();
        for (int i = 0; i <= TransactionList.MAX_TRANSACTIONS; i++) {
            transactions.write(new byte[] {2, (byte) 0xc0});
        }
        byte[] broadcast = transactions.endList().toByteArray();
        end = (DisconnectException)
                end(EthVersion.ETH_69, greeting(EthVersion.ETH_69).sending(MessageCode.TRANSACTIONS, broadcast));
        assertEquals(DisconnectReason.PROTOCOL_ERROR, end.reason());
    }

    @Test
    void ofTooManyAnnouncedHashesTheFirstAreKept() {
        RlpWriter hashes = new RlpWriter().beginList();
        for (int i = 0; i < 5000; i++) {
            hashes.write(new byte[32]);
        }
        byte[] payload = hashes.endList().toByteArray();
        converse(
                EthVersion.ETH_66,
                greeting(EthVersion.ETH_66).sending(MessageCode.NEW_POOLED_TRANSACTION_HASHES, payload),
                EOFException.class);
        assertEquals(4096, relay.heard().get(1).split(",").length);
    }

    @ParameterizedTest
    @CsvSource({"06, c207c0", "01, e3e2H05", "11, e5038201eeH", "04, c207c0", "10, c30780c0"})
    void whatTheSynchronizationObjectsToEndsTheLink(String code, String payload) {
        DisconnectException objection = new DisconnectException(DisconnectReason.USELESS_PEER, "lies");
        sync.objection = Optional.of(objection);
        ScriptedPipe pipe =
                greeting(EthVersion.ETH_71).sending(Integer.parseInt(code, 16), Hex.bytes(spelled(payload)));
        assertSame(objection, end(EthVersion.ETH_71, pipe));
        assertEquals("leave", sync.heard().get(2));
        assertEquals("leave", relay.heard().get(1));
    }

    @ParameterizedTest
    @CsvSource({"02, c0", "08, f602c105e1HM", "0a, c207c0", "15, d407c0c0M"})
    void whatThePoolObjectsToEndsTheLink(String code, String payload) {
        DisconnectException objection = new DisconnectException(DisconnectReason.PROTOCOL_ERROR, "lies");
        relay.objection = Optional.of(objection);
        ScriptedPipe pipe =
                greeting(EthVersion.ETH_72).sending(Integer.parseInt(code, 16), Hex.bytes(spelled(payload)));
        assertSame(objection, end(EthVersion.ETH_72, pipe));
        assertEquals("leave", relay.heard().get(2));
    }

    /** What a seat has heard after join, or what became of the session. */
    private static String heardBy(FakeSync sync, FakeRelay relay, EthVersion version, String code, String payload) {
        Rooms rooms = new Rooms(Optional.of(sync), Optional.of(relay), Optional.empty());
        ScriptedPipe pipe = greeting(version).sending(Integer.parseInt(code, 16), Hex.bytes(spelled(payload)));
        EthSession session = session(version, rooms, pipe);
        IOException end = assertThrows(IOException.class, session::run);
        if (end instanceof DisconnectException error) {
            assertEquals(DisconnectReason.PROTOCOL_ERROR, error.reason());
            return "breach";
        }
        assertEquals(Map.of(), session.info().orElseThrow().get("ignored"));
        List<String> all = sync.heard().size() > 2 ? sync.heard() : relay.heard();
        return String.join("|", all.subList(1, all.size() - 1)).replace(BRIEF, "B");
    }

    private IOException end(EthVersion version, ScriptedPipe pipe) {
        return assertThrows(IOException.class, session(version, rooms, pipe)::run);
    }

    private EthSession converse(EthVersion version, ScriptedPipe pipe, Class<? extends IOException> end) {
        EthSession session = session(version, rooms, pipe);
        assertThrows(end, session::run);
        return session;
    }

    private static EthSession session(EthVersion version, Rooms rooms, ScriptedPipe pipe) {
        return new EthSession(version, new EthNetwork(chain, -1), rooms, PEER, pipe);
    }
}
