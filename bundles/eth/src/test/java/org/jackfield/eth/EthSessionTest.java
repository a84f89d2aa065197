package org.jackfield.eth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.Message;
import org.jackfield.chain.BlockBody;
import org.jackfield.chain.BlockHeader;
import org.jackfield.chain.Chain;
import org.jackfield.chain.HeaderRange;
import org.jackfield.chain.Hex;
import org.jackfield.chain.ReceiptList;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EthSessionTest extends OnDevelopmentChain {

    private static final byte[] EMPTY_LIST = {(byte) 0xc0};

    private EthVersion version = EthVersion.ETH_69;
    private Chain ours = chain;
    private Optional<EthSession> session = Optional.empty();

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "18446744073709551615"})
    void requestIdsComeBackWhateverTheyAre(String id) throws Exception {
        long number = Long.parseUnsignedLong(id);
        byte[] request = new HeadersRequest(number, HeaderRange.of(254, 9, 0, false)).encoded();
        Answer answer =
                Answer.decode(talk(MessageCode.GET_BLOCK_HEADERS, request).received(MessageCode.BLOCK_HEADERS));
        assertEquals(number, answer.id());
        for (long expected = 254; expected <= 256; expected++) {
            assertEquals(expected, BlockHeader.decode(answer.items().readRaw()).number());
        }
        answer.items().finish();
    }

    @Test
    void severalRequestsOfOneIdAreAllAnsweredInTheirOrder() throws Exception {
        ScriptedPipe pipe = greeting();
        for (int number = 1; number <= 3; number++) {
            byte[] request = new HeadersRequest(7, HeaderRange.of(number, 1, 0, false)).encoded();
            pipe.sending(MessageCode.GET_BLOCK_HEADERS, request);
        }
        run(pipe, EOFException.class);
        List<Long> numbers = new ArrayList<>();
        for (Message message : pipe.received()) {
            if (message.code() == MessageCode.BLOCK_HEADERS) {
                Answer answer = Answer.decode(message.payload());
                assertEquals(7, answer.id());
                numbers.add(BlockHeader.decode(answer.items().readRaw()).number());
            }
        }
        assertEquals(List.of(1L, 2L, 3L), numbers);
    }

    @Test
    void headersAreBoundedInNumberAndBytes() throws Exception {
        List<Object> bounds = new ArrayList<>();
        Chain bounded = TestChain.with(chain, Map.of("headers", arguments -> {
            bounds.add(arguments[1]);
            bounds.add(arguments[2]);
            return List.of();
        }));
        byte[] request = new HeadersRequest(1, HeaderRange.of(0, -1, 0, false)).encoded();
        new ChainAnswers(version, bounded).headers(request);
        assertEquals(List.of(1024, 2 << 20), bounds);
    }

    @Test
    void bodiesComeUpToTheFirstUnknown() throws Exception {
        byte[] request = new HashesRequest(3, List.of(hash(5), hash(8), new byte[32], hash(9))).encoded();
        RlpReader bodies = talk(MessageCode.GET_BLOCK_BODIES, request).answer(MessageCode.BLOCK_BODIES, 3);
        for (long number : new long[] {5, 8}) {
            BlockBody body = BlockBody.decode(bodies.readRaw());
            BlockHeader header = chain.header(number).orElseThrow();
            assertArrayEquals(header.transactionsRoot(), body.transactionsRoot());
            assertArrayEquals(
                    header.withdrawalsRoot().orElseThrow(),
                    body.withdrawalsRoot().orElseThrow());
        }
        bodies.finish();
    }

    @Test
    void bodiesEndWithTheOneThatReachesTheSoftLimit() throws Exception {
        byte[] large =
                new RlpWriter().beginList().write(new byte[1 << 20]).endList().toByteArray();
        Chain heavy = TestChain.with(chain, Map.of("body", arguments -> Optional.of(large)));
        byte[] request = new HashesRequest(1, Collections.nCopies(5000, new byte[32])).encoded();
        byte[] answer = new ChainAnswers(version, heavy).bodies(request);
        assertEquals(2, Answer.decode(answer).items().count());
    }

    @Test
    void noAnswerExceedsTheHardLimit() throws Exception {
        Deque<byte[]> bodies = new ArrayDeque<>(List.of(new byte[1 << 20], new byte[10 << 20]));
        Chain heavy =
                TestChain.with(chain, Map.of("body", arguments -> Optional.of(RlpWriter.encode(bodies.pollFirst()))));
        byte[] request = new HashesRequest(1, Collections.nCopies(5, new byte[32])).encoded();
        byte[] answer = new ChainAnswers(version, heavy).bodies(request);
        assertEquals(1, Answer.decode(answer).items().count());
    }

    @Test
    void noMoreThan1024BlocksAreLookedUpForOneRequest() throws Exception {
        List<Object> lookups = new ArrayList<>();
        Chain counting = TestChain.with(chain, Map.of("body", arguments -> {
            lookups.add(arguments[0]);
            return Optional.of(EMPTY_LIST);
        }));
        byte[] request = new HashesRequest(1, Collections.nCopies(5000, new byte[32])).encoded();
        assertEquals(
                1024,
                Answer.decode(new ChainAnswers(version, counting).bodies(request))
                        .items()
                        .count());
        assertEquals(1024, lookups.size());
    }

    @ParameterizedTest
    @EnumSource
    void receiptsHaveTheFormOfTheirVersion(EthVersion spoken) throws Exception {
        version = spoken;
        List<byte[]> hashes = List.of(hash(5), hash(8), new byte[32]);
        boolean paged = spoken.since(EthVersion.ETH_70);
        byte[] request = paged ? new ReceiptsRequest(4, 0, hashes).encoded() : new HashesRequest(4, hashes).encoded();
        RlpReader answer =
                RlpReader.ofList(talk(MessageCode.GET_RECEIPTS, request).received(MessageCode.RECEIPTS));
        assertEquals(4, answer.readInt());
        assertFalse(paged && answer.readBoolean());
        RlpReader blocks = answer.readList();
        answer.finish();
        byte[] stored = chain.receipts(hash(5)).orElseThrow();
        byte[] first = blocks.readRaw();
        assertArrayEquals(
                spoken.since(EthVersion.ETH_69) ? ReceiptList.decode(stored).slim() : stored, first);
        assertEquals(3, RlpReader.ofList(first).count());
        assertArrayEquals(EMPTY_LIST, blocks.readRaw());
        blocks.finish();
    }

    @Test
    void slimReceiptsTellTypeStatusGasAndLogs() throws Exception {
        RlpReader receipts = RlpReader.ofList(chain.slimReceipts(hash(5)).orElseThrow());
        BlockBody body = BlockBody.decode(chain.body(hash(5)).orElseThrow());
        for (int i = 0; i < 3; i++) {
            RlpReader receipt = receipts.readList();
            assertEquals(body.transactions().get(i).type(), receipt.readInt());
            assertEquals(1, receipt.readInt());
            assertEquals(21_000 * (i + 1), receipt.readInt());
            assertTrue(!receipt.readList().hasNext());
            receipt.finish();
        }
        receipts.finish();
    }

    @Test
    void thePoolIsEmpty() throws Exception {
        byte[] request = new HashesRequest(9, List.of(new byte[32])).encoded();
        RlpReader items = talk(MessageCode.GET_POOLED_TRANSACTIONS, request).answer(MessageCode.POOLED_TRANSACTIONS, 9);
        assertTrue(!items.hasNext());
    }

    @Test
    void theHeaderOfThePeersHeadIsAskedForAndShown() throws Exception {
        ours = TestChain.withoutHashes(chain);
        byte[] head = chain.header(256).orElseThrow().encoded();
        Talk talk = talk(MessageCode.BLOCK_HEADERS, Answer.encode(0, List.of(head)));
        HeadersRequest asked = HeadersRequest.decode(talk.received(MessageCode.GET_BLOCK_HEADERS));
        assertArrayEquals(chain.head().hash(), asked.range().startHash().orElseThrow());
        assertEquals(1, asked.range().limit());
        assertEquals(256L, info().get("headNumber"));
        assertEquals(chain.head().timestamp(), info().get("headTimestamp"));
    }

    @ParameterizedTest
    @EnumSource
    void aHeadThatWeHaveIsShownAndNotAskedFor(EthVersion spoken) {
        version = spoken;
        ScriptedPipe pipe = greeting();
        run(pipe, EOFException.class);
        assertEquals(1, pipe.received().size());
        assertEquals(256L, info().get("headNumber"));
        assertEquals(chain.head().timestamp(), info().get("headTimestamp"));
    }

    @Test
    void anAnswerWithAnotherHeaderEndsTheLink() throws Exception {
        ours = TestChain.withoutHashes(chain);
        byte[] wrong = chain.header(255).orElseThrow().encoded();
        DisconnectException error = refused(MessageCode.BLOCK_HEADERS, Answer.encode(0, List.of(wrong)));
        assertEquals(DisconnectReason.SUBPROTOCOL_ERROR, error.reason());
    }

    @Test
    void anEmptyAnswerLeavesTheHeadUnknown() throws Exception {
        ours = TestChain.withoutHashes(chain);
        talk(MessageCode.BLOCK_HEADERS, Answer.encode(0, List.of()));
        assertTrue(!info().containsKey("headNumber"));
    }

    @ParameterizedTest
    @CsvSource({
        "0x01, c0, NewBlockHashes",
        "0x01, e5e4a00000000000000000000000000000000000000000000000000000000000000001820400, NewBlockHashes",
        "0x02, c0, Transactions",
        "0x08, c380c0c0, NewPooledTransactionHashes",
        "0x08, e502c103e1a00000000000000000000000000000000000000000000000000000000000000009, NewPooledTransactionHashes",
        "0x04, c209c0, BlockHeaders",
        "0x06, c209c0, BlockBodies",
        "0x0a, c209c0, PooledTransactions",
        "0x10, c209c0, Receipts"
    })
    void newsAndAnswersNobodyAskedForAreCountedAndIgnored(String code, String payload, String name) throws Exception {
        talk(Integer.decode(code), Hex.bytes(payload));
        assertEquals(Map.of(name, 1L), info().get("ignored"));
    }

    @Test
    void aNewBlockIsCheckedForItsForm() throws Exception {
        byte[] block = new RlpWriter()
                .beginList()
                .writeRaw(chain.header(5).orElseThrow().encoded())
                .writeRaw(itemsOf(chain.body(hash(5)).orElseThrow()))
                .endList()
                .toByteArray();
        byte[] news =
                new RlpWriter().beginList().writeRaw(block).write(77L).endList().toByteArray();
        talk(MessageCode.NEW_BLOCK, news);
        assertEquals(Map.of("NewBlock", 1L), info().get("ignored"));
        byte[] noDifficulty =
                new RlpWriter().beginList().writeRaw(block).endList().toByteArray();
        assertEquals(
                DisconnectReason.PROTOCOL_ERROR,
                refused(MessageCode.NEW_BLOCK, noDifficulty).reason());
    }

    @ParameterizedTest
    @CsvSource({
        "0x03, c0",
        "0x03, c20180",
        "0x03, c501c3010101",
        "0x03, c601c401010102",
        "0x03, c701c50101018080",
        "0x05, c0",
        "0x05, c101",
        "0x05, c301c101",
        "0x0f, c20101",
        "0x09, 80",
        "0x01, c101",
        "0x02, c101",
        "0x02, c28101",
        "0x07, c0",
        "0x08, c0",
        "0x08, c30103c0",
        "0x08, c301c0c0",
        "0x08, c402c103c0",
        "0x04, c101",
        "0x06, 01",
        "0x10, c3018001",
        "0x11, c0",
        "0x0b, c0",
        "0x0d, c0",
        "0x12, c0"
    })
    void malformedMessagesAreABreachOfProtocol(String code, String payload) throws Exception {
        DisconnectException error = refused(Integer.decode(code), Hex.bytes(payload));
        assertEquals(DisconnectReason.PROTOCOL_ERROR, error.reason(), error.getMessage());
    }

    @Test
    void aBlockRangeUpdateIsShown() throws Exception {
        talk(MessageCode.BLOCK_RANGE_UPDATE, range(3, 300));
        assertEquals(3L, info().get("earliestBlock"));
        assertEquals(300L, info().get("latestBlock"));
    }

    @Test
    void aBlockRangeThatEndsBeforeItBeginsEndsTheLink() throws Exception {
        ScriptedPipe pipe = greeting().sending(MessageCode.BLOCK_RANGE_UPDATE, range(4, 3));
        DisconnectException error = run(pipe, DisconnectException.class);
        assertEquals(DisconnectReason.SUBPROTOCOL_ERROR, error.reason());
        assertEquals(1, pipe.received().size(), "nothing but Status goes before the disconnect");
    }

    @Test
    void aMessageBeyondTenMebibytesEndsTheLink() throws Exception {
        DisconnectException error = refused(MessageCode.TRANSACTIONS, new byte[(10 << 20) + 1]);
        assertEquals("Transactions of 10485761 bytes, at most 10485760 expected", error.getMessage());
    }

    private ScriptedPipe greeting() {
        return new ScriptedPipe()
                .sending(
                        MessageCode.STATUS,
                        new EthNetwork(chain, -1).status(version).encoded());
    }

    /** Sends one message behind Status; the session must then be waiting for more. */
    private Talk talk(int code, byte[] payload) {
        ScriptedPipe pipe = greeting().sending(code, payload);
        run(pipe, EOFException.class);
        return new Talk(pipe);
    }

    private DisconnectException refused(int code, byte[] payload) {
        return run(greeting().sending(code, payload), DisconnectException.class);
    }

    private <E extends IOException> E run(ScriptedPipe pipe, Class<E> end) {
        EthSession started = session(version, new EthNetwork(ours, -1), pipe);
        session = Optional.of(started);
        return assertThrows(end, started::run);
    }

    private Map<String, Object> info() {
        return session.orElseThrow().info().orElseThrow();
    }

    private static byte[] hash(long number) {
        return chain.canonicalHash(number).orElseThrow();
    }

    private static byte[] range(long earliest, long latest) {
        RlpWriter out = new RlpWriter().beginList();
        new BlockRange(earliest, latest, hash(1)).write(out);
        return out.endList().toByteArray();
    }

    private static byte[] itemsOf(byte[] list) throws IOException {
        RlpWriter out = new RlpWriter();
        for (RlpReader items = RlpReader.ofList(list); items.hasNext(); ) {
            out.writeRaw(items.readRaw());
        }
        return out.toByteArray();
    }

    private record Talk(ScriptedPipe pipe) {

        byte[] received(int code) {
            return pipe.received(code);
        }

        RlpReader answer(int code, long id) throws IOException {
            Answer answer = Answer.decode(pipe.received(code));
            assertEquals(id, answer.id());
            return answer.items();
        }
    }
}
