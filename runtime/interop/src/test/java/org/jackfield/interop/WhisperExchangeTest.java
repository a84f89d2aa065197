package org.jackfield.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jackfield.interop.Letter.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our node and each original write to each other, in every mode. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class WhisperExchangeTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(WhisperOriginal.class)
    void messagesOfEveryModeAreReadHereAndThere(WhisperOriginal original) throws Exception {
        try (ForeignCorrespondent theirs = ForeignCorrespondent.at(original);
                OurCorrespondent ours = OurCorrespondent.at(original.protocol(), folder, original.settings())) {
            theirs.meet(ours);
            for (Mode mode : Mode.values()) {
                assertRead(mode, ours, theirs);
                assertRead(mode, theirs, ours);
            }
            assertFalse(theirs.program().told("left"));
        }
    }

    private static void assertRead(Mode mode, Correspondent writer, Correspondent reader) throws Exception {
        Letter letter = Letter.in(mode);
        letter.assertRead(reader.read(writer.post(letter, reader)), writer, reader);
    }

    @ParameterizedTest
    @EnumSource(WhisperOriginal.class)
    void directMessagesAreReadByWhoTrusts(WhisperOriginal original) throws Exception {
        try (ForeignCorrespondent theirs = ForeignCorrespondent.at(original);
                OurCorrespondent ours = OurCorrespondent.at(original.protocol(), folder, original.settings())) {
            ours.meet(theirs);
            theirs.trust(ours);
            Letter letter = Letter.in(Mode.ASYMMETRIC_SIGNED);
            String hash = ours.postDirectly(letter, theirs);
            letter.assertRead(theirs.read(hash), ours, theirs);
            assertEquals(hash, theirs.program().await("direct").path("hash").asText());
            assertFalse(theirs.program().told("envelope"), "it is not for the pool");

            ours.trust(theirs);
            Letter answer = Letter.in(Mode.SYMMETRIC);
            answer.assertRead(ours.read(theirs.postDirectly(answer, ours)), theirs, ours);
            assertEquals(0, ours.rpc().call("info").path("messages").asInt(), "it is not for the pool");
        }
    }

    /** The order shows it: what follows by the usual way is read, what was sent before is not. */
    @ParameterizedTest
    @EnumSource(WhisperOriginal.class)
    void directMessagesOfStrangersAreNotRead(WhisperOriginal original) throws Exception {
        try (ForeignCorrespondent theirs = ForeignCorrespondent.at(original);
                OurCorrespondent ours = OurCorrespondent.at(original.protocol(), folder, original.settings())) {
            theirs.meet(ours);
            String unread = theirs.postDirectly(Letter.in(Mode.SYMMETRIC), ours);
            Letter letter = Letter.in(Mode.SYMMETRIC);

            letter.assertRead(ours.read(theirs.post(letter, ours)), theirs, ours);

            assertFalse(ours.hasRead(unread));
            assertFalse(theirs.program().told("left"));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = WhisperOriginal.class,
            names = {"GETH19", "GETH18", "STATUS"})
    void theyAreToldWhatWeAskFor(WhisperOriginal original) throws Exception {
        try (ForeignCorrespondent theirs = ForeignCorrespondent.at(original);
                OurCorrespondent ours = OurCorrespondent.at("shh", folder, original.settings())) {
            theirs.meet(ours);

            ours.rpc().call("setMinPoW", new BigDecimal("0.5"));
            ours.rpc().call("setBloomFilter", "0x" + "0f".repeat(64));

            assertEquals("0x883fe0000000000000", packet(theirs, 2));
            assertEquals("0xb840" + "0f".repeat(64), packet(theirs, 3));
        }
    }

    @Test
    void wakuIsToldInUpdates() throws Exception {
        try (ForeignCorrespondent theirs = ForeignCorrespondent.at(WhisperOriginal.WAKU);
                OurCorrespondent ours = OurCorrespondent.at("waku", folder, Map.of())) {
            theirs.meet(ours);

            ours.rpc().call("setMinPoW", new BigDecimal("0.5"));
            assertEquals("0xcbca80883fe0000000000000", packet(theirs, 22));
            ours.rpc().call("setBloomFilter", "0x" + "0f".repeat(64));
            assertEquals("0xf845f84301b840" + "0f".repeat(64), packet(theirs, 22));
        }
    }

    /** Of theirs by us, and of ours by them. */
    @Test
    void batchesAreConfirmed() throws Exception {
        Map<String, String> confirming = Map.of("whisper.confirmations", "true");
        try (ForeignCorrespondent theirs = ForeignCorrespondent.at(WhisperOriginal.WAKU, "--confirmations");
                OurCorrespondent ours = OurCorrespondent.at("waku", folder, confirming)) {
            theirs.meet(ours);
            ours.read(theirs.post(Letter.in(Mode.SYMMETRIC), ours));

            String response = packet(theirs, 12);
            String acknowledgment = packet(theirs, 11);
            String batch = theirs.program()
                    .await("confirmation")
                    .path("batch")
                    .asText()
                    .substring(2);
            assertEquals("0xe401e2a0" + batch + "c0", response);
            assertEquals("0xa0" + batch, acknowledgment);

            theirs.read(ours.post(Letter.in(Mode.SYMMETRIC), theirs));
            assertFalse(theirs.program().told("left"));
        }
    }

    private static String packet(ForeignCorrespondent at, int code) throws InterruptedException {
        JsonNode packet =
                at.program().await("received", received -> received.path("code").asInt() == code);
        return packet.path("payload").asText();
    }
}
