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

    /** What swarm 0.5.8 has sent: 1000 bytes 0 1 … 254 0 1 …, and the receipt for them. */
    @Test
    void areReadAsTheOriginalWritesThem() throws Exception {
        String address = "86cf48e35f91a28276728f433410ad4c05d6f2026782eef0bdb3b2a9897c7b5c";
        String origin = "b792f368f7243f324efdc1201386fab97910ca4dd0e3a80f58fb188c33c6ec20";
        String nonce = "5fa11086b0616ddd7d7490a5d0497f9501c429ce38c213f99e40bb5aad9ade6d";
        byte[] data = new byte[1008];
        data[0] = (byte) 0xe8;
        data[1] = 3;
        for (int i = 0; i < 1000; i++) {
            data[8 + i] = (byte) (i % 255);
        }
        String chunk = "f90456a0" + address + "b903f0" + HexFormat.of().formatHex(data) + "a0" + origin + "a0" + nonce;
        ChunkMessage message = ChunkMessage.decode(HexFormat.of().parseHex(chunk));
        assertEquals(Chunk.ofContent(data), Chunk.verified(message.address(), message.data()));
        assertEquals("0x" + origin, message.origin().toString());
        assertEquals(chunk, HexFormat.of().formatHex(message.encode()));

        String receipt = "f842a0" + address + "a0b4598fc5636e5d2a0d6012858edd4552b5e1e72c08e82999d65a2ef249008e5c";
        ReceiptMessage read = ReceiptMessage.decode(HexFormat.of().parseHex(receipt));
        assertEquals(address, read.address().hex());
        assertEquals(receipt, HexFormat.of().formatHex(read.encode()));
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
