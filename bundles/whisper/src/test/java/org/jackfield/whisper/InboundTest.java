package org.jackfield.whisper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.Message;
import org.jackfield.api.session.Outgoing;
import org.jackfield.crypto.Hash;
import org.jackfield.envelopes.Bloom;
import org.jackfield.envelopes.Envelope;
import org.jackfield.envelopes.PeerTraits;
import org.jackfield.envelopes.RejectedEnvelopeException;
import org.jackfield.envelopes.Topic;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpWriter;
import org.jackfield.rlp.testing.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of every packet of either protocol. */
class InboundTest {

    private static final String A = Hex.envelope(Hex.ENVELOPE).hash().toString();
    private static final String B = Hex.envelope(Hex.OTHER).hash().toString();
    private static final String TWO = "e1" + Hex.ENVELOPE + Hex.OTHER;

    private final FakeRelay relay = new FakeRelay();
    private final Confirmations confirmations = new Confirmations(List.of(), () -> {});
    private final RemotePeer peer = new RemotePeer(PeerTraits.FULL);

    @ParameterizedTest
    @EnumSource
    void envelopesComeToTheSeatInTheirOrder(Speech speech) throws Exception {
        take(speech, 1, TWO);
        take(speech, 1, "c0");
        take(speech, 1, "d0" + Hex.ENVELOPE);
        assertEquals(List.of("received " + A, "received " + B, "received " + A), relay.heard());
        assertEquals(3L, peer.info().get("envelopes"));
        assertEquals(3, peer.batches());
    }

    @ParameterizedTest
    @EnumSource
    void aBadEnvelopeEndsTheLinkOfWhisperWhenTheOthersAreDealtWith(RejectedEnvelopeException.Cause cause) {
        relay.objection = Optional.of(new RejectedEnvelopeException(cause, "it is bad"));
        relay.objectionable = Optional.of(Hex.envelope(Hex.ENVELOPE).hash());
        DisconnectException end = assertThrows(DisconnectException.class, () -> take(Speech.SHH, 1, TWO));
        assertEquals(DisconnectReason.SUBPROTOCOL_ERROR, end.reason());
        assertEquals("it is bad", end.getMessage());
        assertEquals(List.of("received " + A, "received " + B), relay.heard());
    }

    @ParameterizedTest
    @EnumSource
    void aBadEnvelopeIsToldAndForgivenInWaku(RejectedEnvelopeException.Cause cause) throws Exception {
        relay.objection = Optional.of(new RejectedEnvelopeException(cause, "it is bad"));
        relay.objectionable = Optional.of(Hex.envelope(Hex.OTHER).hash());
        take(Speech.WAKU, 1, TWO);
        Hash batch = Hash.ofContent(Hex.bytes(TWO));
        int code = cause == RejectedEnvelopeException.Cause.TIME ? 21 : 22;
        Verdict verdict = new Verdict(
                batch, List.of(new Verdict.Refusal(Hex.envelope(Hex.OTHER).hash(), code, "it is bad")));
        assertEquals(
                List.of(
                        "12 " + Hex.text(verdict.encoded()),
                        "11 a0" + batch.hex().substring(2)),
                confirmed());
    }

    @Test
    void whatIsConfirmedIsThePayloadAsItCame() throws Exception {
        take(Speech.WAKU, 1, "c0");
        // Keccak-256 of c0, which is that of an empty list of uncles.
        String batch = "1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347";
        assertEquals(List.of("12 e401e2a0" + batch + "c0", "11 a0" + batch), confirmed());
    }

    @Test
    void onlyTheFirstThousandRefusalsAreTold() throws Exception {
        relay.objection = Optional.of(new RejectedEnvelopeException(RejectedEnvelopeException.Cause.WORK, "weak"));
        RlpWriter batch = new RlpWriter().beginList();
        for (int i = 0; i < 1_500; i++) {
            batch.writeRaw(Hex.bytes(Hex.ENVELOPE));
        }
        inbound(Speech.WAKU).take(new Message(1, batch.endList().toByteArray()));
        assertEquals(1_500, relay.received.count());
        byte[] payload = confirmations.next().orElseThrow().message().payload();
        assertEquals(1_000, Verdict.decode(payload).orElseThrow().refusals().size());
    }

    @Test
    void withoutConfirmationsNothingIsSaid() throws Exception {
        Inbound silent = new Inbound(new WakuDialect(), peer, relay, Optional.empty(), () -> 1 << 20);
        silent.take(new Message(1, Hex.bytes(TWO)));
        assertEquals(List.of("received " + A, "received " + B), relay.heard());
    }

    @ParameterizedTest
    @CsvSource({
        "SHH, 0",
        "SHH, 4",
        "SHH, 11",
        "SHH, 12",
        "SHH, 22",
        "SHH, 123",
        "SHH, 124",
        "SHH, 125",
        "SHH, 126",
        "SHH, 127",
        "WAKU, 0",
        "WAKU, 2",
        "WAKU, 3",
        "WAKU, 4",
        "WAKU, 123",
        "WAKU, 124",
        "WAKU, 125",
        "WAKU, 126",
        "WAKU, 127"
    })
    void passesOverWhatItDoesNotServeUnread(Speech speech, int code) throws Exception {
        take(speech, code, "c105ff");
        assertEquals(List.of(), relay.heard());
    }

    @ParameterizedTest
    @CsvSource({
        "SHH, 2, 884000000000000000, changed 2.0 true -1",
        "WAKU, 22, cbca80884000000000000000, changed 2.0 true -1",
        "WAKU, 22, c8c705c58400000001, changed 0.0 true 1",
        "WAKU, 22, c0, changed 0.0 true -1"
    })
    void thePeerMayChangeWhatItHasTold(Speech speech, int code, String payload, String heard) throws Exception {
        take(speech, code, payload);
        assertEquals(List.of(heard), relay.heard());
    }

    @Test
    void aChangedFilterLeavesTheRequirementAlone() throws Exception {
        take(Speech.SHH, 2, "884000000000000000");
        byte[] filter = Bloom.sampleOf(new Topic(7)).bytes();
        inbound(Speech.SHH).take(new Message(3, RlpWriter.encode(filter)));
        assertEquals(List.of("changed 2.0 true -1", "changed 2.0 false -1"), relay.heard());
        assertEquals(Bloom.of(filter), peer.traits().interest());
    }

    @ParameterizedTest
    @EnumSource
    void directMessagesOfTrustedPeersAreReadAloneOrInAList(Speech speech) throws Exception {
        relay.trusted = true;
        take(speech, 127, Hex.ENVELOPE);
        take(speech, 127, "d1" + Hex.OTHER);
        take(speech, 127, TWO);
        take(speech, 127, "c0");
        assertEquals(List.of("direct " + A, "direct " + B, "direct " + A, "direct " + B), relay.heard());
    }

    @ParameterizedTest
    @EnumSource
    void requestsAreReadWhereThereIsAMailServer(Speech speech) throws Exception {
        relay.servesHistory = true;
        take(speech, 126, Hex.ENVELOPE);
        assertEquals(List.of("requested Sealed " + A), relay.heard());
    }

    @ParameterizedTest
    @EnumSource
    void requestsMayBeInTheOpen(Speech speech) throws Exception {
        relay.servesHistory = true;
        inbound(speech).take(new Message(126, openRequest()));
        assertEquals(List.of("requested Open 0x00000000…"), relay.heard());
    }

    private static byte[] openRequest() {
        return new RlpWriter()
                .beginList()
                .write(new byte[32])
                .write(1)
                .write(2)
                .write(0)
                .write(new byte[0])
                .write(new byte[0])
                .beginList()
                .endList()
                .endList()
                .toByteArray();
    }

    @Test
    void theEndOfAnAnswerIsReadOfTrustedPeersInWaku() throws Exception {
        relay.trusted = true;
        take(Speech.WAKU, 125, "b840" + "01".repeat(32) + "02".repeat(32));
        take(Speech.WAKU, 125, "a8" + "4552524f523d" + "01".repeat(32) + "6e6f");
        take(Speech.SHH, 125, "c105ff");
        assertEquals(List.of("ended 0x01010101… 0 well", "ended 0x01010101… 0 no"), relay.heard());
    }

    @ParameterizedTest
    @CsvSource({"11, a0", "12, e401e2a0"})
    void othersConfirmationsAreHeardOut(int code, String start) throws Exception {
        take(Speech.WAKU, code, start + "01".repeat(32) + (code == 12 ? "c0" : ""));
        assertEquals(List.of(), relay.heard());
    }

    @ParameterizedTest
    @CsvSource({
        "SHH, 1, ''",
        "SHH, 1, 80",
        "SHH, 1, c180",
        "SHH, 1, c1c0",
        "SHH, 1, c0c0",
        "SHH, 2, ''",
        "SHH, 2, c0",
        "SHH, 2, 8080",
        "SHH, 2, 820001",
        "SHH, 3, ''",
        "SHH, 3, c0",
        "SHH, 126, ''",
        "SHH, 126, c0",
        "SHH, 127, 80",
        "SHH, 127, c180",
        "WAKU, 1, ''",
        "WAKU, 1, 80",
        "WAKU, 1, c1c0",
        "WAKU, 1, c0c0",
        "WAKU, 22, 80",
        "WAKU, 22, c180",
        "WAKU, 11, 80",
        "WAKU, 12, 80",
        "WAKU, 12, c20180",
        "WAKU, 125, c0",
        "WAKU, 126, c0",
        "WAKU, 126, 80",
        "WAKU, 127, 80",
        "WAKU, 127, c1c0"
    })
    void endsTheLinkOverAnUndecodablePacket(Speech speech, int code, String payload) {
        relay.trusted = true;
        relay.servesHistory = true;
        assertThrows(RlpException.class, () -> take(speech, code, payload));
        assertEquals(List.of(), relay.heard());
    }

    @ParameterizedTest
    @CsvSource({
        "SHH, 2, 887ff8000000000000",
        "SHH, 2, 887ff0000000000000",
        "SHH, 2, 88fff0000000000000",
        "SHH, 2, 88bff0000000000000",
        "SHH, 3, 80",
        "SHH, 3, 01",
        "SHH, 3, 820102",
        "WAKU, 22, cbca80887ff8000000000000",
        "WAKU, 22, c3c20101",
        "WAKU, 125, 80"
    })
    void endsTheLinkOverAnInvalidValue(Speech speech, int code, String payload) {
        relay.trusted = true;
        DisconnectException end = assertThrows(DisconnectException.class, () -> take(speech, code, payload));
        assertEquals(DisconnectReason.SUBPROTOCOL_ERROR, end.reason());
    }

    @ParameterizedTest
    @EnumSource
    void theSeatMayFindThatItIsTooMuch(Speech speech) throws Exception {
        relay.bytesLeft = 40;
        take(speech, 1, TWO);
        DisconnectException end = assertThrows(DisconnectException.class, () -> take(speech, 99, "c105ffffffffff"));
        assertEquals("too much", end.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"SHH, 1048576", "WAKU, 1500000"})
    void onlyTheFirstPacketOfEnvelopesMayExceedTheLimit(Speech speech, int most) throws Exception {
        Message largest = packet(most);
        Message tooLarge = packet(most + 1);
        assertEquals(most, largest.size());
        Inbound inbound = inbound(speech);
        inbound.take(packet(Message.MAX_PAYLOAD_BYTES));
        inbound.take(largest);
        DisconnectException end = assertThrows(DisconnectException.class, () -> inbound.take(tooLarge));
        assertEquals(DisconnectReason.SUBPROTOCOL_ERROR, end.reason());
        assertEquals(2, relay.received.count());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3, 11, 12, 22, 99, 125, 126, 127})
    void anyOtherPacketIsLimitedFromTheBeginning(int code) {
        for (Speech speech : Speech.values()) {
            byte[] payload = new byte[1_500_001];
            assertThrows(
                    DisconnectException.class, () -> inbound(speech).take(new Message(code, payload)), speech.name());
        }
    }

    private static Message packet(int bytes) {
        int data = bytes - 30;
        byte[] packet = packetWith(data);
        return new Message(1, packet.length == bytes ? packet : packetWith(data + bytes - packet.length));
    }

    private static byte[] packetWith(int dataBytes) {
        return EnvelopeList.encode(List.of(Envelope.of(0, 1, new Topic(0), new byte[dataBytes], 0)));
    }

    @ParameterizedTest
    @CsvSource({
        "SHH, 1",
        "SHH, 2",
        "SHH, 3",
        "SHH, 126",
        "SHH, 127",
        "WAKU, 1",
        "WAKU, 11",
        "WAKU, 12",
        "WAKU, 22",
        "WAKU, 125",
        "WAKU, 126",
        "WAKU, 127"
    })
    void survivesMalformedPackets(Speech speech, int code) {
        relay.trusted = true;
        relay.servesHistory = true;
        List<byte[]> wellFormed = List.of(
                Hex.bytes(TWO),
                Hex.bytes(Hex.ENVELOPE),
                Hex.bytes("884000000000000000"),
                RlpWriter.encode(Bloom.FULL.bytes()),
                Hex.bytes("cbca80884000666666666666"),
                openRequest());
        Malformed.feed(input -> feed(speech, code, input), wellFormed, DisconnectException.class);
    }

    private void feed(Speech speech, int code, byte[] payload) throws IOException {
        try {
            inbound(speech).take(new Message(code, payload));
            while (confirmations.next().isPresent()) {
                confirmations.next().get().sent().run();
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void take(Speech speech, int code, String payload) throws Exception {
        inbound(speech).take(new Message(code, Hex.bytes(payload)));
    }

    private Inbound inbound(Speech speech) {
        return new Inbound(
                speech.dialect,
                peer,
                relay,
                speech == Speech.WAKU ? Optional.of(confirmations) : Optional.empty(),
                () -> 1 << 20);
    }

    private List<String> confirmed() {
        List<String> said = new ArrayList<>();
        Optional<Outgoing> next = confirmations.next();
        while (next.isPresent()) {
            Message message = next.get().message();
            said.add(message.code() + " " + Hex.text(message.payload()));
            next.get().sent().run();
            next = confirmations.next();
        }
        assertTrue(confirmations.unsent().isEmpty());
        return said;
    }
}
