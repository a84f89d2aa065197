package org.jackfield.mail;

import static org.jackfield.mail.Letters.all;
import static org.jackfield.mail.Letters.drain;
import static org.jackfield.mail.Letters.letter;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.jackfield.crypto.Hash;
import org.jackfield.envelopes.Envelope;
import org.jackfield.mail.Selection.Order;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {

    private static final long NOW = 1_600_000_000;
    private static final long DAY = 86_400;
    private static final Hash REQUEST = Hash.ofContent(new byte[1]);

    @TempDir
    Path folder;

    private long now = NOW;
    private Archive archive;

    private Archive open(long maxBytes) throws IOException {
        archive = Archive.open(folder.resolve("mail"), maxBytes, DAY, () -> now);
        return archive;
    }

    @AfterEach
    void close() {
        if (archive != null) {
            archive.close();
        }
    }

    private List<Envelope> read(Selection selection) {
        return drain(new ArchiveAnswer(REQUEST, archive, selection));
    }

    @Test
    void givesOutInTheOrderOfTimeHoweverTheyCame() throws Exception {
        open(1 << 20);
        List<Envelope> letters = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            letters.add(letter(NOW - 300 + i, i, i));
        }
        List<Envelope> shuffled = new ArrayList<>(letters);
        Collections.shuffle(shuffled, new Random(5));
        for (Envelope envelope : shuffled) {
            archive.put(envelope);
        }

        assertEquals(letters, read(all(Order.OLDEST_FIRST)));
        Collections.reverse(letters);
        assertEquals(letters, read(all(Order.NEWEST_FIRST)));
        assertEquals(300, archive.totals().envelopes());
    }

    @Test
    void keepsWhatIsThereThroughARestart() throws Exception {
        open(1 << 20);
        archive.put(letter(NOW, 1, 1));
        archive.put(letter(NOW + 1, 1, 2));
        ArchiveTotals before = archive.totals();
        archive.close();

        open(1 << 20);

        assertEquals(before, archive.totals());
        assertEquals(List.of(letter(NOW, 1, 1), letter(NOW + 1, 1, 2)), read(all(Order.OLDEST_FIRST)));
    }

    @Test
    void keepsOneOfAKind() throws Exception {
        open(1 << 20);
        archive.put(letter(NOW, 1, 1));
        ArchiveTotals once = archive.totals();
        archive.put(letter(NOW, 1, 1));

        assertEquals(once, archive.totals());
        assertEquals(1, read(all(Order.NEWEST_FIRST)).size());
    }

    @Test
    void dropsTheOldestWhenItIsFull() throws Exception {
        open(64 << 10);
        for (int i = 0; i < 5_000; i++) {
            archive.put(letter(NOW - 5_000 + i, 1, i));
            assertTrue(archive.totals().bytes() <= 64 << 10);
        }

        List<Envelope> left = read(all(Order.NEWEST_FIRST));
        assertEquals(left.size(), archive.totals().envelopes());
        assertTrue(archive.totals().bytes() > 32 << 10, archive.totals().toString());
        for (int i = 0; i < left.size(); i++) {
            assertEquals(letter(NOW - 1 - i, 1, 4_999 - i), left.get(i));
        }
    }

    @Test
    void holdsNothingThatIsLargerThanItself() throws Exception {
        open(100);
        archive.put(letter(NOW, 1, 1, 200));

        assertEquals(ArchiveTotals.NONE, archive.totals());
        assertEquals(List.of(), read(all(Order.NEWEST_FIRST)));
    }

    @Test
    void dropsWhatIsTooOld() throws Exception {
        open(1 << 20);
        archive.put(letter(NOW - DAY - 1, 1, 0));
        assertEquals(ArchiveTotals.NONE, archive.totals());
        for (int i = 0; i < 100; i++) {
            archive.put(letter(NOW + i, 1, i));
        }
        assertEquals(OptionalLong.of(NOW), archive.oldest());

        now = NOW + DAY + 40;
        archive.prune();

        assertEquals(60, archive.totals().envelopes());
        assertEquals(OptionalLong.of(NOW + 40), archive.oldest());
        assertEquals(60, read(all(Order.OLDEST_FIRST)).size());
        now = NOW + 3 * DAY;
        archive.prune();
        assertEquals(ArchiveTotals.NONE, archive.totals());
        assertEquals(OptionalLong.empty(), archive.oldest());
    }

    @Test
    void findsTheVeryFirstAndTheVeryLastSecond() throws Exception {
        now = 0;
        open(1 << 20);
        Envelope first = letter(0, 1, 1);
        Envelope last = Envelope.of(Selection.LATEST, 0, first.topic(), first.data(), 7);
        archive.put(first);
        archive.put(last);

        assertEquals(List.of(first, last), read(all(Order.OLDEST_FIRST)));
        assertEquals(List.of(last, first), read(all(Order.NEWEST_FIRST)));
    }

    @Test
    void saysWhatIsWrongWithAFolder() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertEquals("the mail archive " + file + " is not a directory", refusal(file));
        assertEquals("the folder " + folder + " holds something else than a mail archive", refusal(folder));
        open(1 << 20);
        assertEquals(
                "the mail archive " + folder.resolve("mail") + " is in use by another process",
                refusal(folder.resolve("mail")));
    }

    @Test
    void anAnswerEndsWhenTheArchiveCloses() throws Exception {
        open(1 << 20);
        for (int i = 0; i < 200; i++) {
            archive.put(letter(NOW, 1, i));
        }
        ArchiveAnswer answer = new ArchiveAnswer(REQUEST, archive, all(Order.NEWEST_FIRST));
        assertTrue(answer.next().isPresent());
        archive.close();

        assertTrue(drain(answer).size() < 199);
        assertEquals("the archive cannot be read", answer.end().error().orElseThrow());
        assertThrows(IOException.class, () -> archive.put(letter(NOW, 1, 1)));
        assertThrows(IOException.class, () -> archive.oldest());
    }

    private String refusal(Path where) {
        return assertThrows(IOException.class, () -> Archive.open(where, 1 << 20, DAY, () -> now))
                .getMessage();
    }
}
