package org.jackfield.swarm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.Message;
import org.jackfield.chunks.Address;
import org.jackfield.chunks.Chunk;
import org.jackfield.overlay.BinRange;
import org.jackfield.overlay.SyncSeat;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpWriter;
import org.jackfield.rlp.testing.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Written by the original: ethersphere swarm v0.5.8, run over the values of this test. */
class StreamMessageTest {

    private static final Address FIRST =
            Address.parse("b684bfcf74a89552a53e80a65accc0859b3c118596051724f5dba1ff9e910033");
    private static final Address SECOND =
            Address.parse("dba27fd0ba93fad4cf5a95e78c17b4bf46f3f6710bfb6449edb46c21bdd764fa");
    private static final StreamName BIN_3 = StreamName.ofBin(3);

    private static final List<StreamMessage> MESSAGES = List.of(
            new StreamMessage.InfoRequest(List.of(BIN_3)),
            new StreamMessage.InfoRequest(
                    IntStream.rangeClosed(0, 16).mapToObj(StreamName::ofBin).toList()),
            new StreamMessage.Info(
                    List.of(new StreamMessage.Cursor(BIN_3, 0, false), new StreamMessage.Cursor(BIN_3, 300, true))),
            new StreamMessage.GetRange(5, BIN_3, 1, 1000, 64),
            new StreamMessage.GetRange(6, BIN_3, 1001, SyncSeat.HEAD, 64),
            new StreamMessage.Offered(5, 7, List.of(FIRST, SECOND)),
            new StreamMessage.Offered(5, 1000, List.of()),
            new StreamMessage.Delivery(5, List.of(delivered(serial(4096)), delivered(new byte[] {0}))),
            new StreamMessage.Wanted(5, Fixtures.bytes("810100")),
            new StreamMessage.Wanted(5, new byte[0]));

    private static final List<Integer> CODES = List.of(0, 0, 1, 2, 2, 3, 3, 4, 5, 5);

    private static final List<String> BYTES = List.of(
            "c8c7c68453594e4333",
            "f879f877c68453594e4330c68453594e4331c68453594e4332c68453594e4333c68453594e4334c68453594e4335c68453594e4336"
                    + "c68453594e4337c68453594e4338c68453594e4339c68453594e4361c68453594e4362c68453594e4363c68453594e4364"
                    + "c68453594e4365c68453594e4366c68453594e4367",
            "d7d6c9c68453594e43338080cbc68453594e433382012c01",
            "cd05c68453594e4333018203e840",
            "cd06c68453594e43338203e98040",
            "f8440507b840" + FIRST.hex() + SECOND.hex(),
            "c5058203e880",
            "f9105f05f9105bf9102ca0c10090961e7682a10890c334d759a28426647141213abda93b096b892824d2efb91008"
                    + "0010000000000000" + HexFormat.of().formatHex(serial(4096))
                    + "eba0fe60ba40b87599ddfb9e8947c1c872a4a1a5b56f7d1b80f0a646005b38db52a589010000000000000000",
            "c50583810100",
            "c20580");

    @Test
    void areWrittenAsByTheOriginal() {
        for (int i = 0; i < MESSAGES.size(); i++) {
            Message written = MESSAGES.get(i).encoded();
            assertEquals(CODES.get(i), written.code());
            assertEquals(BYTES.get(i), HexFormat.of().formatHex(written.payload()));
        }
    }

    @Test
    void areReadAsByTheOriginal() throws Exception {
        for (int i = 0; i < MESSAGES.size(); i++) {
            StreamMessage read = StreamMessage.decode(new Message(CODES.get(i), Fixtures.bytes(BYTES.get(i))));
            assertInstanceOf(MESSAGES.get(i).getClass(), read);
            assertArrayEquals(Fixtures.bytes(BYTES.get(i)), read.encoded().payload());
        }
        assertEquals(MESSAGES.get(2), StreamMessage.decode(MESSAGES.get(2).encoded()));
        assertEquals(MESSAGES.get(4), StreamMessage.decode(MESSAGES.get(4).encoded()));
        assertEquals(MESSAGES.get(5), StreamMessage.decode(MESSAGES.get(5).encoded()));
    }

    /** Bits 0, 7 and 8 of 16, as above: a byte more than is needed. */
    @Test
    void countBitsFromTheLowest() {
        BitSet wanted = new BitSet();
        List.of(0, 7, 8).forEach(wanted::set);
        Want want = new Want(1, 0, new BinRange(1, 16));
        List<Address> hashes = new ArrayList<>(Collections.nCopies(16, FIRST));
        assertArrayEquals(Fixtures.bytes("810100"), want.offered(16, hashes, wanted));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "9, 9",
        "a, 10",
        "A, 10",
        "g, 16",
        "00g, 16",
        "h, -1",
        "'', -1",
        "+1, -1",
        "-0, -1",
        "zzzzzz, -1",
        "0_1, -1",
        "١, -1",
        "zzzzzzzzzzzzzzzzzzzzzz, -1"
    })
    void nameBinsInBaseThirtySix(String key, int bin) {
        assertEquals(bin < 0 ? OptionalInt.empty() : OptionalInt.of(bin), new StreamName("SYNC", key).bin());
    }

    @Test
    void ofAnotherStreamAreOfNoBin() {
        assertEquals(OptionalInt.empty(), new StreamName("sync", "0").bin());
    }

    @Test
    void survivesMalformedMessages() {
        for (int code = 0; code <= 6; code++) {
            int each = code;
            Malformed.feed(
                    input -> StreamMessage.decode(new Message(each, input)),
                    BYTES.stream().map(Fixtures::bytes).toList(),
                    DisconnectException.class);
        }
    }

    @Test
    void refusesWhatIsTooMuch() {
        assertRefused(new StreamMessage.InfoRequest(Collections.nCopies(StreamMessage.MAX_STREAMS + 1, BIN_3)));
        assertRefused(new StreamMessage.Info(
                Collections.nCopies(StreamMessage.MAX_STREAMS + 1, new StreamMessage.Cursor(BIN_3, 1, false))));
        assertRefused(new StreamMessage.Offered(1, 1, Collections.nCopies(StreamMessage.MAX_HASHES + 1, FIRST)));
        assertRefused(new StreamMessage.Delivery(
                1, Collections.nCopies(StreamMessage.MAX_HASHES + 1, delivered(new byte[] {1}))));
        assertThrows(
                DisconnectException.class,
                () -> StreamMessage.decode(new Message(0, new byte[StreamMessage.MAX_MESSAGE_BYTES + 1])));
    }

    @Test
    void refusesHalfAHash() {
        byte[] half = new RlpWriter()
                .beginList()
                .write(1)
                .write(1)
                .write(new byte[48])
                .endList()
                .toByteArray();
        assertThrows(DisconnectException.class, () -> StreamMessage.decode(new Message(3, half)));
    }

    @Test
    void refusesAChunkThatIsTooLong() {
        StreamMessage long1 = new StreamMessage.Delivery(
                1, List.of(new StreamMessage.Delivered(FIRST, new byte[Chunk.MAX_BYTES + 1])));
        assertThrows(RlpException.class, () -> StreamMessage.decode(long1.encoded()));
    }

    private static void assertRefused(StreamMessage message) {
        assertThrows(DisconnectException.class, () -> StreamMessage.decode(message.encoded()));
    }

    private static StreamMessage.Delivered delivered(byte[] content) {
        byte[] data = new byte[Chunk.SPAN_BYTES + content.length];
        data[0] = (byte) content.length;
        data[1] = (byte) (content.length >> 8);
        System.arraycopy(content, 0, data, Chunk.SPAN_BYTES, content.length);
        Chunk chunk = Chunk.ofContent(data);
        return new StreamMessage.Delivered(chunk.address(), chunk.data());
    }

    /** Byte i is i mod 255. */
    private static byte[] serial(int length) {
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++) {
            content[i] = (byte) (i % 255);
        }
        return content;
    }
}
