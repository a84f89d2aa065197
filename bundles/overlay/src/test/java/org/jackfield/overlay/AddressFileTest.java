package org.jackfield.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jackfield.api.DisconnectException;
import org.jackfield.rlp.testing.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddressFileTest {

    private static final List<SwarmAddress> SOME = IntStream.range(1, 5)
            .mapToObj(last -> Fixtures.node(Fixtures.overlay("01", last)))
            .toList();

    @TempDir
    Path folder;

    @Test
    void survivesARestart() {
        Path file = folder.resolve("new/folder/addresses");
        AddressFile first = new AddressFile(file);
        assertEquals(List.of(), first.read());
        first.write(SOME);
        assertEquals(SOME, new AddressFile(file).read());
    }

    @Test
    void aTableBeginsWithWhatIsThere() {
        SeatedTopology topology = new SeatedTopology(SOME, () -> 0);
        assertEquals(SOME, topology.worthKeeping());
        topology.open(Fixtures.overlay(0));
        assertEquals(SOME, topology.worthKeeping());
        assertEquals(SOME.get(0), topology.suggest().orElseThrow());
        topology.open(Fixtures.overlay(1));
        assertEquals(4, topology.table().orElseThrow().known());
    }

    @Test
    void writesOnlyWhatHasChanged() throws Exception {
        Path file = folder.resolve("addresses");
        AddressFile book = new AddressFile(file);
        book.write(SOME);
        Files.delete(file);
        book.write(SOME);
        assertFalse(Files.exists(file));
        book.write(SOME.subList(0, 1));
        assertEquals(SOME.subList(0, 1), new AddressFile(file).read());
    }

    @Test
    void aDamagedFileIsPutAside() throws Exception {
        Path file = folder.resolve("addresses");
        Files.write(file, Fixtures.bytes("c20102"));
        AddressFile book = new AddressFile(file);
        assertEquals(List.of(), book.read());
        assertTrue(Files.exists(folder.resolve("addresses.bad")));
        book.write(SOME);
        assertEquals(SOME, new AddressFile(file).read());
    }

    @Test
    void survivesMalformedContent() {
        Malformed.feed(AddressFile::decode, List.of(AddressFile.encode(SOME)), DisconnectException.class);
    }
}
