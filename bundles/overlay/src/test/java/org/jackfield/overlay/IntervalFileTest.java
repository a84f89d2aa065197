package org.jackfield.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.testing.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What has come from whom, in memory and on disk. */
class IntervalFileTest {

    private static final Overlay PEER = Fixtures.overlay(1);

    @TempDir
    Path folder;

    @Test
    void survivesARestart() {
        Path path = folder.resolve("new/folder/intervals");
        IntervalFile file = new IntervalFile(path);
        IntervalBook book = new IntervalBook(file.read());
        book.received(PEER, 3, new BinRange(1, 10));
        book.received(PEER, 3, new BinRange(15, 20));
        book.received(PEER, 16, new BinRange(4, 4));
        file.write(book.all());
        IntervalBook again = new IntervalBook(new IntervalFile(path).read());
        assertEquals(Optional.of(new BinRange(11, 14)), again.missing(PEER, 3, 20));
        assertEquals(Optional.of(new BinRange(1, 3)), again.missing(PEER, 16, 4));
        assertEquals(Optional.of(new BinRange(1, 4)), again.missing(PEER, 2, 4));
        assertEquals(book.all(), again.all());
    }

    @Test
    void writesOnlyWhatHasChanged() throws Exception {
        Path path = folder.resolve("intervals");
        IntervalFile file = new IntervalFile(path);
        IntervalBook book = new IntervalBook(file.read());
        book.received(PEER, 3, new BinRange(1, 10));
        file.write(book.all());
        Files.delete(path);
        file.write(book.all());
        assertFalse(Files.exists(path));
    }

    @Test
    void aDamagedFileIsPutAside() throws Exception {
        Path path = folder.resolve("intervals");
        Files.write(path, Fixtures.bytes("c20102"));
        assertEquals(Map.of(), new IntervalFile(path).read());
        assertTrue(Files.exists(folder.resolve("intervals.bad")));
    }

    @Test
    void forgetsThoseThatGaveNothingForLongest() {
        IntervalBook book = new IntervalBook(Map.of());
        for (int i = 0; i <= IntervalBook.MAX_PEERS; i++) {
            book.received(Fixtures.overlay(Integer.toBinaryString(0x10000 + i), 1), 0, new BinRange(1, 1));
            book.received(PEER, 0, new BinRange(1 + i, 1 + i));
        }
        assertEquals(IntervalBook.MAX_PEERS, book.all().size());
        assertEquals(Optional.empty(), book.missing(PEER, 0, IntervalBook.MAX_PEERS));
    }

    @Test
    void whatCameOutOfAStoreThatIsNoMoreIsForgotten() {
        IntervalBook book = new IntervalBook(Map.of());
        book.received(PEER, 3, new BinRange(1, 100));
        book.reaches(PEER, 3, 99);
        assertEquals(Optional.empty(), book.missing(PEER, 3, 99));
        book.reaches(PEER, 3, 40);
        assertEquals(Optional.of(new BinRange(1, 40)), book.missing(PEER, 3, 40));
    }

    /** Another version, a bin that there is not, a range that ends before it begins, half a range. */
    @ParameterizedTest
    @ValueSource(
            strings = {"02c0", "01e8e7a0%sc5c4" + "11" + "c20102", "01e8e7a0%sc5c403c20201", "01e7e6a0%sc4c303c101"})
    void refusesWhatItHasNotWritten(String items) {
        byte[] content = Fixtures.bytes(items.formatted("11".repeat(Overlay.BYTES)));
        byte[] whole = new byte[content.length + 1];
        whole[0] = (byte) (0xc0 + content.length);
        System.arraycopy(content, 0, whole, 1, content.length);
        assertThrows(RlpException.class, () -> IntervalFile.decode(whole));
    }

    @Test
    void survivesMalformedContent() {
        Map<Overlay, Map<Integer, Intervals>> some = Map.of(
                PEER,
                Map.of(
                        0,
                        Intervals.NONE.with(new BinRange(1, 300)).with(new BinRange(500, 70000)),
                        16,
                        Intervals.NONE));
        Malformed.feed(IntervalFile::decode, List.of(IntervalFile.encode(some), IntervalFile.encode(Map.of())));
    }
}
