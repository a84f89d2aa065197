package org.jackfield.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jackfield.interop.Letter.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The originals of whisper and waku understand each other: whatever fails in the other tests is our doing. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ForeignWhisperTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"GETH19, GETH19", "GETH18, GETH18", "STATUS, GETH19", "WAKU, WAKU"})
    void messagesOfEveryModeAreRead(WhisperOriginal one, WhisperOriginal another) throws Exception {
        try (ForeignCorrespondent writer = ForeignCorrespondent.at(one);
                ForeignCorrespondent reader = ForeignCorrespondent.at(another)) {
            writer.meet(reader);
            reader.trust(writer);
            for (Mode mode : Mode.values()) {
                Letter letter = Letter.in(mode);
                letter.assertRead(reader.read(writer.post(letter, reader)), writer, reader);
                Letter answer = Letter.in(mode);
                answer.assertRead(writer.read(reader.post(answer, writer)), reader, writer);
                Letter direct = Letter.in(mode);
                direct.assertRead(reader.read(writer.postDirectly(direct, reader)), writer, reader);
            }
        }
    }

    @Test
    void whatIsEnoughWorkForTheEarlierGenerationIsTooLittleForTheLater() throws Exception {
        try (ForeignCorrespondent earlier = ForeignCorrespondent.at(WhisperOriginal.GETH18);
                ForeignCorrespondent later = ForeignCorrespondent.at(WhisperOriginal.GETH19)) {
            earlier.meet(later);

            // One in thousands is enough by chance.
            earlier.post(Letter.in(Mode.SYMMETRIC), later);
            earlier.post(Letter.in(Mode.SYMMETRIC), later);

            assertEquals(
                    "invalid envelope",
                    later.program().await("left").path("why").asText());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GETH19, GETH19, geth",
        "GETH18, GETH18, geth",
        "GETH19, STATUS, geth",
        "WAKU, WAKU, status",
        "WAKU, WAKU, list"
    })
    void aMailServerGivesOutWhatWasPosted(WhisperOriginal keeper, WhisperOriginal asker, String form) throws Exception {
        try (ForeignCorrespondent server =
                        ForeignCorrespondent.at(keeper, "--mailserver", "postman", "--datadir", folder.toString());
                ForeignCorrespondent writer = ForeignCorrespondent.at(asker);
                ForeignCorrespondent late = ForeignCorrespondent.at(asker, "--pow", "1000")) {
            writer.meet(server);
            Letter letter = Letter.in(Mode.SYMMETRIC_SIGNED);
            String hash = writer.post(letter, late);
            server.awaitPooled(hash);
            late.meet(server);

            String request = late.ask(server, "postman", form);

            letter.assertRead(late.read(hash), writer, late);
            assertEquals(hash, late.program().await("direct").path("hash").asText());
            if (!form.equals("geth")) {
                JsonNode end = late.program().await("history-complete");
                assertEquals(request, end.path("request").asText());
                assertEquals(hash, end.path("last").asText());
                assertFalse(end.has("why"));
            }
        }
    }
}
