package org.jackfield.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jackfield.interop.Letter.Mode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Envelopes of the past, asked for by the originals and of their mail servers, in every form. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class WhisperMailTest {

    private static final String PASSWORD = "postman";

    /** So that nobody sends its pool to who has come late: only what was asked for comes. */
    private static final String[] LATE = {"--pow", "1000"};

    @TempDir
    Path folder;

    private Path passwordFile;

    @BeforeEach
    void writePassword() throws Exception {
        passwordFile = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "GETH19, geth",
        "GETH18, geth",
        "STATUS, geth",
        "STATUS, status",
        "STATUS, list",
        "WAKU, status",
        "WAKU, list"
    })
    void ourMailServerAnswersThem(WhisperOriginal asker, String form) throws Exception {
        try (OurCorrespondent server = serving(asker);
                ForeignCorrespondent writer = ForeignCorrespondent.at(asker);
                ForeignCorrespondent late = ForeignCorrespondent.at(asker, LATE)) {
            writer.meet(server);
            Letter letter = Letter.in(Mode.SYMMETRIC_SIGNED);
            String hash = writer.post(letter, late);
            server.read(hash);
            server.awaitArchived(1);
            late.meet(server);

            String request = late.ask(server, PASSWORD, form);

            letter.assertRead(late.read(hash), writer, late);
            assertEquals(hash, late.program().await("direct").path("hash").asText());
            if (asker == WhisperOriginal.WAKU || form.equals("list")) {
                assertCompleted(late, request, hash);
            }
            assertFalse(late.program().told("envelope"));
        }
    }

    private static void assertCompleted(ForeignCorrespondent asker, String request, String last) throws Exception {
        JsonNode end = asker.program().await("history-complete");
        assertEquals(request, end.path("request").asText());
        assertEquals(last, end.path("last").asText());
        assertFalse(end.has("why"), end.toString());
    }

    @ParameterizedTest
    @CsvSource({"status", "list"})
    void ourMailServerAnswersWakuPageByPage(String form) throws Exception {
        try (OurCorrespondent server = serving(WhisperOriginal.WAKU);
                ForeignCorrespondent writer = ForeignCorrespondent.at(WhisperOriginal.WAKU);
                ForeignCorrespondent late = ForeignCorrespondent.at(WhisperOriginal.WAKU, LATE)) {
            writer.meet(server);
            Set<String> posted = new HashSet<>();
            for (int i = 0; i < 3; i++) {
                String hash = writer.post(Letter.in(Mode.SYMMETRIC), late);
                server.read(hash);
                posted.add(hash);
            }
            server.awaitArchived(3);
            late.meet(server);

            Set<String> seen = new HashSet<>();
            String cursor = "0x";
            for (int page = 0; page < 3; page++) {
                late.ask(server, PASSWORD, form, 1, cursor);
                JsonNode end = late.program().await("history-complete");
                assertEquals(end.path("last"), late.program().await("direct").path("hash"), end.toString());
                assertTrue(seen.add(end.path("last").asText()), "a page of its own");
                cursor = end.path("cursor").asText();
                assertTrue(page == 2 || cursor.length() == 74, "where to go on: " + end);
            }
            assertEquals(posted, seen);
        }
    }

    @Test
    void whoDoesNotKnowThePasswordGetsNothingFromOurMailServer() throws Exception {
        try (OurCorrespondent server = serving(WhisperOriginal.GETH19);
                ForeignCorrespondent late = ForeignCorrespondent.at(WhisperOriginal.GETH19, LATE)) {
            late.meet(server);
            String hash = server.post(Letter.in(Mode.SYMMETRIC), late);
            server.read(hash);
            server.awaitArchived(1);

            late.ask(server, "another", "geth");
            late.ask(server, PASSWORD, "geth");

            assertEquals(hash, late.read(hash).path("hash").asText());
            late.program().await("direct");
            assertFalse(late.program().told("direct"), "the right password alone was answered");
        }
    }

    private OurCorrespondent serving(WhisperOriginal original) throws Exception {
        Map<String, String> settings = new HashMap<>(original.settings());
        settings.put("mail.folder", folder.resolve("archive").toString());
        settings.put("mail.passwordFile", passwordFile.toString());
        return OurCorrespondent.at(original.protocol(), folder.resolve("server"), settings);
    }

    @ParameterizedTest
    @CsvSource({"GETH19, geth", "GETH18, geth", "WAKU, status", "WAKU, open"})
    void theirMailServersAnswerUs(WhisperOriginal keeper, String form) throws Exception {
        Map<String, String> lateSettings = new HashMap<>(keeper.settings());
        lateSettings.put("envelopes.minWork", "50");
        try (ForeignCorrespondent server = ForeignCorrespondent.at(
                        keeper,
                        "--mailserver",
                        PASSWORD,
                        "--datadir",
                        folder.resolve("theirs").toString());
                ForeignCorrespondent writer = ForeignCorrespondent.at(keeper);
                OurCorrespondent late = OurCorrespondent.at(keeper.protocol(), folder.resolve("late"), lateSettings)) {
            writer.meet(server);
            Letter letter = Letter.in(Mode.SYMMETRIC_SIGNED);
            String hash = writer.post(letter, late);
            server.awaitPooled(hash);
            late.meet(server);

            JsonNode end = late.ask(server.enode(), PASSWORD, form);

            letter.assertRead(late.read(hash), writer, late);
            if (keeper == WhisperOriginal.WAKU) {
                assertEquals(hash, end.path("last").asText());
            }
        }
    }

    @Test
    void requestsAreSealedWithTheWorkThatTheServerAsksFor() throws Exception {
        try (ForeignCorrespondent server = ForeignCorrespondent.at(
                        WhisperOriginal.GETH19,
                        "--pow",
                        "3",
                        "--mailserver",
                        PASSWORD,
                        "--datadir",
                        folder.resolve("theirs").toString());
                OurCorrespondent late =
                        OurCorrespondent.at("shh", folder.resolve("late"), Map.of("envelopes.minWork", "50"))) {
            server.program()
                    .say("post {\"sym\": \"shared\", \"ttl\": 40, \"topic\": \"" + Letter.TOPIC
                            + "\", \"powTime\": 20, \"powTarget\": 4}");
            String hash = server.program().await("posted").path("hash").asText();
            late.meet(server);

            late.ask(server.enode(), PASSWORD, "geth");

            assertEquals(hash, late.read(hash).path("hash").asText());
        }
    }
}
