package org.jackfield.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jackfield.api.release.ReleaseException;
import org.jackfield.release.Entry.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    @TempDir
    Path folder;

    @Test
    void isThereForTheNextStart() throws Exception {
        ledger("one").announce(Samples.entry(Step.REPLACING));

        Ledger next = ledger("two");
        assertFalse(next.load(), "another run");
        assertEquals(List.of(Samples.entry(Step.REPLACING)), next.entries());
        assertTrue(ledger("one").load(), "the same run");
    }

    @Test
    void isPutAsideWhenItIsDamaged() throws Exception {
        Files.writeString(folder.resolve("journal"), "garbage");
        Ledger ledger = ledger("one");

        assertFalse(ledger.load());

        assertEquals(List.of(), ledger.entries());
        assertEquals("garbage", Files.readString(folder.resolve("journal.damaged")));
        ledger.announce(Samples.entry(Step.WATCHED));
        assertEquals(List.of(Samples.entry(Step.WATCHED)), loaded().entries());
    }

    @Test
    void nothingIsBegunThatCannotBeWritten() throws Exception {
        Path blocked = folder.resolve("blocked");
        Files.writeString(blocked, "a file where a folder should be");
        Ledger ledger =
                new Ledger(new Journal(blocked.resolve("journal")), new JarStore(folder.resolve("jars")), "one");

        assertThrows(ReleaseException.class, () -> ledger.announce(Samples.entry(Step.REPLACING)));
        assertEquals(List.of(), ledger.entries());
    }

    @Test
    void oneThingAtATimeIsDoneToABundle() throws Exception {
        Ledger ledger = ledger("one");
        Ledger.Turn turn = ledger.turn("aaa");
        ledger.turn("bbb").close();

        assertThrows(ReleaseException.class, () -> ledger.turn("aaa"));
        turn.close();
        ledger.turn("aaa").close();
    }

    @Test
    void noTurnIsGivenAfterTheLast() throws Exception {
        Ledger ledger = ledger("one");
        Ledger.Turn turn = ledger.turn("aaa");
        Thread ending = new Thread(turn::close);
        ending.start();
        ledger.close(60_000);
        ending.join();

        assertThrows(ReleaseException.class, () -> ledger.turn("aaa"));
    }

    @Test
    void jarsThatNoEntryNamesAreDeletedWhenNobodyIsAtWork() throws Exception {
        Path jars = Files.createDirectories(folder.resolve("jars"));
        Path needed = Files.createFile(jars.resolve("ab".repeat(32) + ".jar"));
        Path old = Files.createFile(jars.resolve("ef".repeat(32) + ".jar"));
        Path half = Files.createFile(jars.resolve("jar1.incoming"));
        Ledger ledger = ledger("one");
        Ledger.Turn turn = ledger.turn("aaa");
        ledger.announce(Samples.entry(Step.WATCHED));
        assertTrue(Files.exists(old), "may be just coming in");

        turn.close();

        assertTrue(Files.exists(needed));
        assertFalse(Files.exists(old));
        assertFalse(Files.exists(half));
    }

    private Ledger loaded() {
        Ledger ledger = ledger("one");
        ledger.load();
        return ledger;
    }

    private Ledger ledger(String run) {
        return new Ledger(new Journal(folder.resolve("journal")), new JarStore(folder.resolve("jars")), run);
    }
}
