package org.jackfield.rlpx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {

    private static final int MALFORMED_CASES = 10_000;

    private final Session initiator = Session.of(Eip8.secrets(true), new Scratch());
    private final Session recipient = Session.of(Eip8.secrets(false), new Scratch());
    private final ByteArrayOutputStream wire = new ByteArrayOutputStream();

    /** A line of frames.txt. */
    record Golden(boolean byInitiator, boolean compressed, int code, byte[] payload, byte[] frame) {

        static Golden parse(String line) {
            String[] part = line.split(" ");
            return new Golden(
                    part[0].equals("initiator"),
                    part[1].equals("snappy"),
                    Integer.parseInt(part[2]),
                    HexFormat.of().parseHex(part[3].replace("-", "")),
                    HexFormat.of().parseHex(part[4]));
        }

        static List<Golden> all() throws IOException {
            try (InputStream in = FrameTest.class.getResourceAsStream("frames.txt")) {
                String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
                return text.lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(Golden::parse)
                        .toList();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsASessionThatGoEthereumWrote(boolean byInitiator) throws Exception {
        FrameDecoder decoder = byInitiator ? recipient.decoder() : initiator.decoder();
        int read = 0;
        for (Golden golden : Golden.all()) {
            if (golden.byInitiator == byInitiator) {
                if (golden.code > 0) {
                    decoder.established(golden.compressed);
                }
                assertTrue(decoder.next(ByteBuffer.wrap(golden.frame)));
                assertEquals(golden.code, decoder.code());
                assertArrayEquals(golden.payload, decoder.payload());
                read++;
            }
        }
        assertEquals(9, read);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void writesTheUncompressedFramesOfGoEthereum(boolean byInitiator) throws Exception {
        FrameEncoder encoder = byInitiator ? initiator.encoder() : recipient.encoder();
        int written = 0;
        for (Golden golden : Golden.all()) {
            if (golden.byInitiator == byInitiator && !golden.compressed) {
                wire.reset();
                encoder.encode(golden.code, golden.payload, wire::write);
                assertArrayEquals(golden.frame, wire.toByteArray());
                written++;
            }
        }
        assertEquals(5, written);
    }

    @Test
    void encryptsAsTheFrameVectorOfGoEthereum() {
        // rlpx_test.go, TestFrameReadWrite: a key of keccak256(""), and MACs that are faked there.
        Secrets base = Eip8.secrets(true);
        byte[] key = HexFormat.of().parseHex("c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
        Secrets secrets = new Secrets(base.remote(), key, key, base.egress(), base.ingress());
        Session.of(secrets, new Scratch()).encoder().encode(8, new byte[] {(byte) 0xc4, 1, 2, 3, 4}, wire::write);
        String frame = HexFormat.of().formatHex(wire.toByteArray());
        assertEquals("00828ddae471818bb0bfa6b551d1cb42", frame.substring(0, 32));
        assertEquals("ba628a4ba590cb43f7848f41c4382885", frame.substring(64, 96));
    }

    static Stream<Message> messages() {
        Random random = new Random(1);
        return Stream.of(0, 1, 15, 16, 17, 59, 60, 61, 255, 1024, 4063, 4064, 4065, 4096, 65_535, 65_536, 200_000)
                .flatMap(size -> {
                    byte[] noise = new byte[size];
                    random.nextBytes(noise);
                    int code = 0x10 + random.nextInt(0x20000);
                    return Stream.of(new Message(code, noise), new Message(code, new byte[size]));
                });
    }

    @ParameterizedTest
    @MethodSource("messages")
    void messagesPassWholeAndCutInPieces(Message message) throws Exception {
        for (boolean compressed : new boolean[] {false, true}) {
            initiator.encoder().compressed(compressed);
            recipient.decoder().established(compressed);
            for (int piece : new int[] {Integer.MAX_VALUE, 1000, 7}) {
                wire.reset();
                initiator.encoder().encode(message.code(), message.payload(), wire::write);
                decodeInPieces(recipient.decoder(), wire.toByteArray(), piece);
                assertEquals(message.code(), recipient.decoder().code());
                assertArrayEquals(message.payload(), recipient.decoder().payload());
            }
        }
    }

    @Test
    void aFrameIsTakenByteByByte() throws Exception {
        initiator.encoder().encode(0, new byte[200], wire::write);
        byte[] frame = wire.toByteArray();
        for (int i = 0; i < frame.length - 1; i++) {
            assertFalse(recipient.decoder().next(ByteBuffer.wrap(frame, i, 1)));
            assertTrue(recipient.decoder().midFrame());
        }
        assertTrue(recipient.decoder().next(ByteBuffer.wrap(frame, frame.length - 1, 1)));
        assertFalse(recipient.decoder().midFrame());
    }

    @Test
    void severalFramesAreTakenOneByOneFromOneBuffer() throws Exception {
        establish(true);
        for (int i = 0; i < 100; i++) {
            initiator.encoder().encode(0x10 + i, new byte[i * 10], wire::write);
        }
        ByteBuffer direct = ByteBuffer.allocateDirect(wire.size());
        direct.put(wire.toByteArray()).flip();
        for (int i = 0; i < 100; i++) {
            assertTrue(recipient.decoder().next(direct));
            assertEquals(0x10 + i, recipient.decoder().code());
            assertEquals(i * 10, recipient.decoder().payload().length);
        }
        assertFalse(recipient.decoder().next(direct));
        assertFalse(recipient.decoder().midFrame());
    }

    @Test
    void linksThatShareAnEventLoopDoNotDisturbEachOther() throws Exception {
        Scratch shared = new Scratch();
        Session one = Session.of(Eip8.secrets(false), shared);
        Session other = Session.of(Eip8.secrets(false), shared);
        byte[] payload = new byte[1000];
        new Random(2).nextBytes(payload);
        initiator.encoder().encode(0x20, payload, wire::write);
        byte[] frame = wire.toByteArray();
        for (int cut = 1; cut < frame.length; cut += 15) {
            Session first = Session.of(Eip8.secrets(false), shared);
            Session second = Session.of(Eip8.secrets(false), shared);
            assertFalse(first.decoder().next(ByteBuffer.wrap(frame, 0, cut)));
            assertTrue(second.decoder().next(ByteBuffer.wrap(frame)));
            assertTrue(first.decoder().next(ByteBuffer.wrap(frame, cut, frame.length - cut)));
            assertArrayEquals(payload, first.decoder().payload());
            assertArrayEquals(payload, second.decoder().payload());
        }
        assertFalse(one.decoder().midFrame() || other.decoder().midFrame());
    }

    @Test
    void aMessageOfTheLargestSizePasses() throws Exception {
        establish(true);
        byte[] payload = new byte[Message.MAX_PAYLOAD_BYTES];
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) (i >> 8);
        }
        initiator.encoder().encode(0x1ffff, payload, wire::write);
        decodeInPieces(recipient.decoder(), wire.toByteArray(), 65_536);
        assertArrayEquals(payload, recipient.decoder().payload());
    }

    @Test
    void whatDoesNotFitAFrameIsRefusedAndHarmsNothing() throws Exception {
        establish(true);
        byte[] noise = new byte[Message.MAX_PAYLOAD_BYTES];
        new Random(3).nextBytes(noise);
        assertThrows(IllegalArgumentException.class, () -> initiator.encoder().encode(0x10, noise, wire::write));
        assertThrows(IllegalArgumentException.class, () -> initiator.encoder().encode(-1, new byte[0], wire::write));
        assertEquals(0, wire.size());
        initiator.encoder().encode(0x10, new byte[] {1}, wire::write);
        assertTrue(recipient.decoder().next(ByteBuffer.wrap(wire.toByteArray())));
    }

    @Test
    void framesBeforeHelloAreSmall() throws Exception {
        initiator.encoder().encode(0, new byte[2048], wire::write);
        assertTrue(recipient.decoder().next(ByteBuffer.wrap(wire.toByteArray())));
        wire.reset();
        initiator.encoder().encode(0, new byte[2100], wire::write);
        DisconnectException refused = refusal(recipient.decoder(), Arrays.copyOf(wire.toByteArray(), 32));
        assertEquals(DisconnectReason.PROTOCOL_ERROR, refused.reason());
        assertTrue(refused.getMessage().contains("2101"), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void baseMessagesAreSmall(boolean compressed) throws Exception {
        establish(compressed);
        initiator.encoder().encode(0x0f, new byte[2048], wire::write);
        assertTrue(recipient.decoder().next(ByteBuffer.wrap(wire.toByteArray())));
        wire.reset();
        initiator.encoder().encode(0x0f, new byte[2049], wire::write);
        assertEquals(
                DisconnectReason.PROTOCOL_ERROR,
                refusal(recipient.decoder(), wire.toByteArray()).reason());
    }

    @Test
    void aPayloadThatClaimsToInflateBeyondTheLimitIsRefused() throws Exception {
        recipient.decoder().established(true);
        byte[] claims16MiB = {(byte) 0x80, (byte) 0x80, (byte) 0x80, 8, 0, 0};
        initiator.encoder().encode(0x10, claims16MiB, wire::write);
        DisconnectException refused = refusal(recipient.decoder(), wire.toByteArray());
        assertEquals(DisconnectReason.PROTOCOL_ERROR, refused.reason());
        assertTrue(refused.getMessage().contains("16777216"), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "04", "80", "c104", "c0", "01", "c180"})
    void aDisconnectThatIsNotCompressedComesAsItIs(String hex) throws Exception {
        recipient.decoder().established(true);
        byte[] payload = HexFormat.of().parseHex(hex);
        initiator.encoder().encode(1, payload, wire::write);
        assertTrue(recipient.decoder().next(ByteBuffer.wrap(wire.toByteArray())));
        assertArrayEquals(payload, recipient.decoder().payload());
    }

    @Test
    void otherMessagesThatAreNotCompressedAreRefused() throws Exception {
        recipient.decoder().established(true);
        initiator.encoder().encode(2, new byte[] {(byte) 0xc0}, wire::write);
        assertEquals(
                DisconnectReason.PROTOCOL_ERROR,
                refusal(recipient.decoder(), wire.toByteArray()).reason());
    }

    @Test
    void everyBitOfAFrameIsAuthenticated() throws Exception {
        initiator.encoder().encode(0, new byte[20], wire::write);
        byte[] frame = wire.toByteArray();
        for (int bit = 0; bit < frame.length * 8; bit++) {
            byte[] changed = frame.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            FrameDecoder decoder =
                    Session.of(Eip8.secrets(false), new Scratch()).decoder();
            assertEquals(
                    DisconnectReason.NETWORK_ERROR, refusal(decoder, changed).reason(), "bit " + bit);
        }
    }

    @Test
    void malformedFramesRaiseNothingButTheDeclaredException() {
        Random random = new Random(5);
        Scratch scratch = new Scratch();
        for (int i = 0; i < MALFORMED_CASES; i++) {
            FrameEncoder encoder = Session.of(Eip8.secrets(true), scratch).encoder();
            FrameDecoder decoder = Session.of(Eip8.secrets(false), scratch).decoder();
            boolean compressed = random.nextBoolean();
            decoder.established(compressed);
            wire.reset();
            // The encoder does not compress: what the decoder inflates is noise.
            byte[] payload = new byte[random.nextInt(300)];
            random.nextBytes(payload);
            encoder.encode(random.nextInt(0x400), payload, wire::write);
            byte[] frame = random.nextInt(4) == 0 ? mutate(wire.toByteArray(), random) : wire.toByteArray();
            try {
                decoder.next(ByteBuffer.wrap(frame));
            } catch (DisconnectException expected) {
                assertFalse(expected.getMessage().isEmpty());
            }
        }
    }

    private static byte[] mutate(byte[] frame, Random random) {
        byte[] out = frame.clone();
        switch (random.nextInt(3)) {
            case 0 -> out = Arrays.copyOf(out, random.nextInt(out.length));
            case 1 -> out[random.nextInt(out.length)] ^= (byte) (1 << random.nextInt(8));
            default -> random.nextBytes(out);
        }
        return out;
    }

    private void establish(boolean compressed) {
        initiator.encoder().compressed(compressed);
        recipient.decoder().established(compressed);
    }

    private static DisconnectException refusal(FrameDecoder decoder, byte[] input) {
        return assertThrows(DisconnectException.class, () -> decoder.next(ByteBuffer.wrap(input)));
    }

    private static void decodeInPieces(FrameDecoder decoder, byte[] bytes, int piece) throws DisconnectException {
        int at = 0;
        boolean complete = false;
        while (at < bytes.length) {
            assertFalse(complete);
            int length = Math.min(piece, bytes.length - at);
            complete = decoder.next(ByteBuffer.wrap(bytes, at, length));
            at += length;
        }
        assertTrue(complete);
    }
}
