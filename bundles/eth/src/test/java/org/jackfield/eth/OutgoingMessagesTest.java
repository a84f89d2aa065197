package org.jackfield.eth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jackfield.api.Message;
import org.jackfield.chain.HeaderRange;
import org.jackfield.chain.Hex;
import org.jackfield.chain.RawTransaction;
import org.jackfield.pool.AnnouncedTransaction;
import org.jackfield.pool.CellMask;
import org.jackfield.pool.CellsAnswer;
import org.jackfield.pool.TransactionMessage;
import org.jackfield.sync.BlockNotice;
import org.jackfield.sync.BlockRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What we ask and tell, against what the packets of go-ethereum 1.17.10 encode to; before eth/69 against the specification. */
class OutgoingMessagesTest {

    private static final String HASH_1 = "00000000000000000000000000000000000000000000000000000000deadc0de";
    private static final String HASH_2 = "00000000000000000000000000000000000000000000000000000000feedbeef";
    private static final String BOTH = "f842a0" + HASH_1 + "a0" + HASH_2;
    private static final String ASKED = "f847820457" + BOTH;
    private static final List<byte[]> HASHES = List.of(Hex.bytes(HASH_1), Hex.bytes(HASH_2));
    private static final CellMask MASK = CellMask.of(Hex.bytes("20002000000000000000000000000000"));

    private static final BlockRequest RECEIPTS = new BlockRequest.Receipts(1111, HASHES, 7);
    private static final TransactionMessage ANNOUNCEMENT = new TransactionMessage.Announcement(
            List.of(
                    new AnnouncedTransaction(0, 110, HASHES.get(0)),
                    new AnnouncedTransaction(3, 131_500, HASHES.get(1))),
            MASK);

    private static Stream<Arguments> questions() {
        HeaderRange range = HeaderRange.of(9999, 5, 5, true);
        return Stream.of(
                Arguments.of("66-72", new BlockRequest.Headers(1111, range), "03 ca820457c682270f050501"),
                Arguments.of(
                        "66-72",
                        new BlockRequest.Headers(1111, HeaderRange.of(HASHES.get(0), 5, 5, false)),
                        "03 e8820457e4a0" + HASH_1 + "050580"),
                Arguments.of("66-72", new BlockRequest.Bodies(1111, HASHES), "05 " + ASKED),
                Arguments.of("66-69", RECEIPTS, "0f " + ASKED),
                Arguments.of("70-72", RECEIPTS, "0f f84882045707" + BOTH),
                Arguments.of("71-72", new BlockRequest.AccessLists(1111, HASHES), "12 " + ASKED));
    }

    @ParameterizedTest
    @MethodSource
    void questions(String versions, BlockRequest request, String expected) {
        for (EthVersion version : EthVersion.parseList(versions)) {
            assertEquals(expected, text(SyncQuestions.encoded(version, request)), version.toString());
        }
    }

    private static Stream<Arguments> news() {
        TransactionMessage withoutBlobs = new TransactionMessage.Announcement(
                List.of(new AnnouncedTransaction(2, 110, HASHES.get(0))), CellMask.NONE);
        String announced = "820003c56e830201ac" + BOTH;
        return Stream.of(
                Arguments.of("66-67", ANNOUNCEMENT, "08 " + BOTH),
                Arguments.of("68-71", ANNOUNCEMENT, "08 f84d" + announced),
                Arguments.of("72", ANNOUNCEMENT, "08 f85e" + announced + "9020002000000000000000000000000000"),
                Arguments.of("72", withoutBlobs, "08 f602c16ee1a0" + HASH_1 + "90" + "00".repeat(16)),
                Arguments.of("66-72", new TransactionMessage.TransactionsRequest(1111, HASHES), "09 " + ASKED),
                Arguments.of(
                        "72",
                        new TransactionMessage.CellsRequest(1111, HASHES.subList(0, 1), MASK),
                        "14 f6820457e1a0" + HASH_1 + "9020002000000000000000000000000000"));
    }

    @ParameterizedTest
    @MethodSource
    void news(String versions, TransactionMessage news, String expected) {
        for (EthVersion version : EthVersion.parseList(versions)) {
            assertEquals(expected, text(TransactionNews.encoded(version, news)), version.toString());
        }
    }

    /** A typed transaction goes as a string, a legacy one as a list. */
    @Test
    void transactions() {
        RawTransaction legacy = new RawTransaction(Hex.bytes("c9808080808080808080"));
        RawTransaction typed = new RawTransaction(Hex.bytes("02c0"));
        TransactionMessage broadcast = new TransactionMessage.Broadcast(List.of(legacy, typed));
        assertEquals("02 cdc98080808080808080808202c0", text(TransactionNews.encoded(EthVersion.ETH_68, broadcast)));
        byte[] answer = TransactionList.encodeAnswer(1111, List.of(legacy, typed));
        assertEquals("0xd1820457cdc98080808080808080808202c0", Hex.text(answer));
    }

    @Test
    void hashesOfNewBlocks() throws Exception {
        BlockNotice notice = new BlockNotice.Hashes(
                List.of(new BlockNotice.NewHash(HASHES.get(0), 5), new BlockNotice.NewHash(HASHES.get(1), 9999)));
        Message message = BlockNotices.encoded(notice);
        assertEquals("01 f848e2a0" + HASH_1 + "05e4a0" + HASH_2 + "82270f", text(message));
        assertEquals(9999, BlockNews.newBlockHashes(message.payload()).get(1).number());
    }

    @Test
    void newBlocks() {
        BlockNotice notice = new BlockNotice.Whole(Hex.bytes("c3c0c0c0"), BigInteger.valueOf(131_072));
        assertEquals("07 c8c3c0c0c083020000", text(BlockNotices.encoded(notice)));
    }

    @Test
    void cells() throws Exception {
        byte[] first = Arrays.copyOf(new byte[] {1}, 2048);
        byte[] second = Arrays.copyOf(new byte[] {2}, 2048);
        CellsAnswer answer = new CellsAnswer(HASHES.subList(0, 1), List.of(List.of(first, second)), MASK);
        byte[] encoded = new Cells(1111, answer).encoded();
        assertEquals(
                "0xf91042820457e1a0" + HASH_1 + "f91009f91006" + "b9080001" + "00".repeat(2047) + "b9080002"
                        + "00".repeat(2047) + "9020002000000000000000000000000000",
                Hex.text(encoded));
        Cells decoded = Cells.decode(encoded);
        assertEquals(1111, decoded.id());
        assertEquals(MASK, decoded.answer().mask());
        assertEquals(2, decoded.answer().cells().get(0).get(1)[0]);
    }

    @Test
    void blockRangeUpdate() {
        assertEquals("0xe580820120a0" + HASH_1, Hex.text(new BlockRange(0, 288, HASHES.get(0)).encoded()));
    }

    private static String text(Message message) {
        return String.format("%02x ", message.code())
                + Hex.text(message.payload()).substring(2);
    }
}
