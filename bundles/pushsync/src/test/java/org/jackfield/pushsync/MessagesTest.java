package org.jackfield.pushsync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jackfield.chunks.Address;
import org.jackfield.chunks.Chunk;
import org.jackfield.overlay.Overlay;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpWriter;
import org.jackfield.rlp.testing.Malformed;
import org.junit.jupiter.api.Test;

class MessagesTest {

    private static final byte[] ADDRESS = filled(0x11);
    private static final byte[] ORIGIN = filled(0x22);
    private static final byte[] NONCE = filled(0x33);
    private static final String A = "a0" + "11".repeat(32);
    private static final String O = "a0" + "22".repeat(32);
    private static final String N = "a0" + "33".repeat(32);

    @Test
    void haveTheOriginalsTopics() {
        assertEquals("0x3008d60a", ChunkMessage.TOPIC.toString());
        assertEquals("0x6f15183f", ReceiptMessage.TOPIC.toString());
    }

    @Test
    void aChunkIsAListOfFour() throws Exception {
        byte[] wire = HexFormat.of().parseHex("f86d" + A + "890102030405060708ff" + O + N);
        byte[] data = HexFormat.of().parseHex("0102030405060708ff");
        ChunkMessage message = new ChunkMessage(Address.of(ADDRESS), data, Overlay.of(ORIGIN), NONCE);
        assertArrayEquals(wire, message.encode());
        ChunkMessage read = ChunkMessage.decode(wire);
        assertEquals(Address.of(ADDRESS), read.address());
        assertArrayEquals(data, read.data());
        assertEquals(Overlay.of(ORIGIN), read.origin());
        assertArrayEquals(NONCE, read.nonce());
    }

    @Test
    void aReceiptIsAListOfTwo() throws Exception {
        byte[] wire = HexFormat.of().parseHex("f842" + A + N);
        assertArrayEquals(wire, new ReceiptMessage(Address.of(ADDRESS), NONCE).encode());
        assertEquals(Address.of(ADDRESS), ReceiptMessage.decode(wire).address());
    }

    @Test
    void refuseWhatIsLongerOrShorter() {
        byte[] oversized = new RlpWriter()
                .beginList()
                .write(ADDRESS)
                .write(new byte[Chunk.MAX_BYTES + 1])
                .write(ORIGIN)
                .write(NONCE)
                .endList()
                .toByteArray();
        assertThrows(RlpException.class, () -> ChunkMessage.decode(oversized));
        byte[] longNonce = new RlpWriter()
                .beginList()
                .write(ADDRESS)
                .write(new byte[ChunkMessage.MAX_NONCE_BYTES + 1])
                .endList()
                .toByteArray();
        assertThrows(RlpException.class, () -> ReceiptMessage.decode(longNonce));
        for (String hex : List.of("", "80", "c0", "f842" + A + O + "00", "f843" + A + N + "80", "e1" + A)) {
            assertThrows(
                    RlpException.class,
                    () -> ReceiptMessage.decode(HexFormat.of().parseHex(hex)));
        }
    }

    @Test
    void surviveMalformedInput() {
        byte[] data = Samples.chunk(1).data();
        byte[] chunk = new ChunkMessage(Address.of(ADDRESS), data, Overlay.of(ORIGIN), NONCE).encode();
        byte[] receipt = new ReceiptMessage(Address.of(ADDRESS), NONCE).encode();
        Malformed.feed(ChunkMessage::decode, List.of(chunk));
        Malformed.feed(ReceiptMessage::decode, List.of(receipt));
    }

    private static byte[] filled(int value) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
