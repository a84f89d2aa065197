package org.jackfield.swarm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.Message;
import org.jackfield.chunks.Address;
import org.jackfield.chunks.Chunk;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpWriter;
import org.jackfield.rlp.testing.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OlderStreamCodecTest {

    private static final OlderStreamId LIVE = OlderStreamId.sync(3, true);
    private static final Address CHUNK =
            Address.parse("b684bfcf74a89552a53e80a65accc0859b3c118596051724f5dba1ff9e910033");
    private static final Address OTHER =
            Address.parse("dba27fd0ba93fad4cf5a95e78c17b4bf46f3f6710bfb6449edb46c21bdd764fa");

    @Test
    void writesAndReadsWhatTheOriginalSays() throws Exception {
        List<Message> originals = OlderVectors.of("stream");
        List<OlderStreamMessage> ours = List.of(
                new OlderStreamMessage.Subscribe(OlderStreamId.RETRIEVE, Optional.empty(), 3),
                new OlderStreamMessage.Subscribe(LIVE, range(0, 0), 2),
                new OlderStreamMessage.Subscribe(LIVE, range(5, 300), 2),
                new OlderStreamMessage.Invitation(LIVE, range(0, 0), 2),
                new OlderStreamMessage.Unsubscribe(LIVE),
                new OlderStreamMessage.Quit(LIVE),
                new OlderStreamMessage.Refusal("no"),
                new OlderStreamMessage.Offer(LIVE, 1, 2, List.of(CHUNK, OTHER)),
                new OlderStreamMessage.Want(LIVE, bits(0, 1), 2, 3, 0),
                new OlderStreamMessage.Want(LIVE, bits(), 2, 3, -1),
                new OlderStreamMessage.Request(CHUNK, true, 1),
                new OlderStreamMessage.Request(OTHER, false, 0));
        for (int i = 0; i < ours.size(); i++) {
            Message original = WrappedPipe.unwrap(originals.get(i));
            Message written = OlderStreamCodec.encode(ours.get(i));
            assertEquals(original.code(), written.code());
            assertArrayEquals(original.payload(), written.payload(), ours.get(i).toString());
            assertEquals(ours.get(i).toString(), lessRoom(OlderStreamCodec.decode(original)));
        }
        for (int i = ours.size(); i < originals.size(); i++) {
            assertComesBack(WrappedPipe.unwrap(originals.get(i)));
        }
    }

    @Test
    void writesAndReadsTheStatementThatNobodyMakes() throws Exception {
        assertComesBack(OlderStreamCodec.encode(new OlderStreamMessage.Takeover(LIVE)));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "7, 1", "8, 2", "9, 2", "127, 16", "128, 17"})
    void aChoiceTakesTheBytesOfTheOriginal(int count, int bytes) throws Exception {
        BitSet last = bits(count - 1);
        Message message = OlderStreamCodec.encode(new OlderStreamMessage.Want(LIVE, last, count, 1, 2));
        OlderStreamMessage.Want read = (OlderStreamMessage.Want) OlderStreamCodec.decode(message);
        assertEquals(last, read.wanted());
        assertEquals(bytes * 8, read.count());
    }

    @ParameterizedTest
    @CsvSource({"SYNC, 0, 0", "SYNC, g, 16", "SYNC, a, 10", "SYNC, h, -1", "SYNC, 00, -1", "SYNC, '', -1", "sync, 0, -1"
    })
    void knowsItsBins(String name, String key, int bin) {
        OptionalInt expected = bin < 0 ? OptionalInt.empty() : OptionalInt.of(bin);
        assertEquals(expected, new OlderStreamId(name, key, true).bin());
        assertEquals(expected, new OlderStreamId(name, key, false).bin());
    }

    @Test
    void refusesAnOfferOfNothingOrOfTooMuch() {
        for (int count : new int[] {0, OlderStreamCodec.MAX_OFFERED + 1}) {
            Message offer = OlderStreamCodec.encode(
                    new OlderStreamMessage.Offer(LIVE, 1, 2, Collections.nCopies(count, CHUNK)));
            assertThrows(DisconnectException.class, () -> OlderStreamCodec.decode(offer));
        }
    }

    @Test
    void refusesAnOversizedChunkAndAPartOfAnAddress() {
        byte[] oversized = new RlpWriter()
                .beginList()
                .write(CHUNK.bytes())
                .write(new byte[Chunk.MAX_BYTES + 1])
                .endList()
                .toByteArray();
        for (int code : new int[] {6, 10}) {
            assertThrows(RlpException.class, () -> OlderStreamCodec.decode(new Message(code, oversized)));
        }
        RlpWriter part = new RlpWriter().beginList();
        LIVE.write(part);
        byte[] offer = part.write(1)
                .write(2)
                .write(new byte[33])
                .writeRaw(Fixtures.bytes("c980c7c3808080808080"))
                .endList()
                .toByteArray();
        assertThrows(RlpException.class, () -> OlderStreamCodec.decode(new Message(1, offer)));
    }

    @Test
    void survivesMalformedMessages() throws Exception {
        List<byte[]> wellFormed = new ArrayList<>();
        for (Message message : OlderVectors.of("stream")) {
            // A chunk of full length is as well-formed as a short one, and takes longer.
            if (message.size() < Chunk.MAX_PAYLOAD_BYTES) {
                wellFormed.add(WrappedPipe.unwrap(message).payload());
            }
        }
        // The others have the form of one of these.
        for (int code = 0; code < 8; code++) {
            int one = code;
            Malformed.feed(
                    input -> OlderStreamCodec.decode(new Message(one, input)), wellFormed, DisconnectException.class);
        }
    }

    private static void assertComesBack(Message message) throws Exception {
        Message again = OlderStreamCodec.encode(OlderStreamCodec.decode(message));
        assertEquals(message.code(), again.code());
        assertArrayEquals(message.payload(), again.payload());
    }

    /** A choice that is read does not say how much it is of. */
    private static String lessRoom(OlderStreamMessage message) {
        return message.toString().replace("count=8", "count=2");
    }

    private static Optional<OlderStreamMessage.Range> range(long from, long to) {
        return Optional.of(new OlderStreamMessage.Range(from, to));
    }

    private static BitSet bits(int... set) {
        BitSet bits = new BitSet();
        for (int bit : set) {
            bits.set(bit);
        }
        return bits;
    }
}
