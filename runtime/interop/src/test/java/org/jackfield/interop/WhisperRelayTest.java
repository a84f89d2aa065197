package org.jackfield.interop;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jackfield.interop.Letter.Mode;
import org.jackfield.itest.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages cross a node in the middle, and keep the hash of their envelope. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class WhisperRelayTest {

    @TempDir
    Path folder;

    /** Also from shh/6 to waku/1 and back. */
    @ParameterizedTest
    @CsvSource({"GETH19, GETH19", "GETH18, GETH18", "STATUS, GETH19", "WAKU, WAKU", "GETH19, WAKU", "STATUS, WAKU"})
    void ourNodeCarriesThemFromOneToAnother(WhisperOriginal left, WhisperOriginal right) throws Exception {
        try (ForeignCorrespondent one = ForeignCorrespondent.at(left);
                ForeignCorrespondent another = ForeignCorrespondent.at(right);
                TestNode middle = TestNode.start(folder, left.settings())) {
            one.meet(middle);
            middle.peers().connect(another.enode()).toCompletableFuture().get(20, TimeUnit.SECONDS);
            another.awaitStatus(middle.peers().self());

            assertCross(one, another);
            assertFalse(one.program().told("left"));
            assertFalse(another.program().told("left"));
        }
    }

    @ParameterizedTest
    @EnumSource(WhisperOriginal.class)
    void theirNodeCarriesOurs(WhisperOriginal original) throws Exception {
        String protocol = original.protocol();
        try (ForeignCorrespondent middle = ForeignCorrespondent.at(original);
                OurCorrespondent one = OurCorrespondent.at(protocol, folder.resolve("one"), original.settings());
                OurCorrespondent another =
                        OurCorrespondent.at(protocol, folder.resolve("another"), original.settings())) {
            one.meet(middle);
            another.meet(middle);

            assertCross(one, another);
            assertFalse(middle.program().told("left"));
        }
    }

    private static void assertCross(Correspondent one, Correspondent another) throws Exception {
        for (Mode mode : Mode.values()) {
            Letter letter = Letter.in(mode);
            letter.assertRead(another.read(one.post(letter, another)), one, another);
            Letter answer = Letter.in(mode);
            answer.assertRead(one.read(another.post(answer, one)), another, one);
        }
    }

    /** A node of the earlier generation would drop us for an envelope of the later one. A direct message shows that it did not. */
    @Test
    void envelopesOfTheLaterGenerationAreKeptFromTheEarlier() throws Exception {
        try (ForeignCorrespondent earlier = ForeignCorrespondent.at(WhisperOriginal.GETH18);
                ForeignCorrespondent later = ForeignCorrespondent.at(WhisperOriginal.GETH19);
                OurCorrespondent middle = OurCorrespondent.at("shh", folder, Map.of())) {
            earlier.meet(middle);
            earlier.trust(middle);
            later.meet(middle);
            Letter letter = Letter.in(Mode.SYMMETRIC);
            letter.assertRead(middle.read(later.post(letter, middle)), later, middle);
            Letter own = Letter.in(Mode.SYMMETRIC);
            own.assertRead(later.read(middle.post(own, later)), middle, later);

            Letter direct = Letter.in(Mode.ASYMMETRIC);
            direct.assertRead(earlier.read(middle.postDirectly(direct, earlier)), middle, earlier);

            assertFalse(earlier.program().told("envelope"));
            assertFalse(earlier.program().told("left"));
        }
    }

    @Test
    void whatWeSealForBothGenerationsIsReadByBoth() throws Exception {
        try (ForeignCorrespondent earlier = ForeignCorrespondent.at(WhisperOriginal.GETH18);
                ForeignCorrespondent later = ForeignCorrespondent.at(WhisperOriginal.GETH19);
                OurCorrespondent ours = OurCorrespondent.at("shh", folder, Map.of("envelopes.sealFor", "both"))) {
            earlier.meet(ours);
            later.meet(ours);
            // A million hashes; with the usual ttl they would be sixteen.
            Letter letter = Letter.in(Mode.SYMMETRIC_SIGNED, 10);

            String hash = ours.post(letter, later);

            letter.assertRead(later.read(hash), ours, later);
            letter.assertRead(earlier.read(hash), ours, earlier);
        }
    }

    @Test
    void envelopesOfTheEarlierGenerationAreTooLittleWorkForOurNode() throws Exception {
        try (ForeignCorrespondent earlier = ForeignCorrespondent.at(WhisperOriginal.GETH18);
                OurCorrespondent ours = OurCorrespondent.at("shh", folder, Map.of())) {
            earlier.meet(ours);

            // One in thousands is enough by chance.
            earlier.post(Letter.in(Mode.SYMMETRIC), ours);
            earlier.post(Letter.in(Mode.SYMMETRIC), ours);

            earlier.program().await("left");
        }
    }
}
