package org.jackfield.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void alignsTextLeftAndNumbersRight() {
        Table table = new Table("NAME", "COUNT", "NOTE").row("a", 5, "").row("longer name", 12_345, "x y");

        assertEquals("""
                NAME         COUNT  NOTE
                a                5
                longer name  12345  x y""", table.toString());
    }

    @Test
    void writesLinesOfDifferentLengthsWithoutAHead() {
        assertEquals(
                "client  Jackfield\npeers\na       b          c",
                new Table()
                        .row("client", "Jackfield")
                        .row("peers")
                        .row("a", "b", "c")
                        .toString());
        assertEquals("", new Table().toString());
        assertEquals("NAME  COUNT", new Table("NAME", "COUNT").toString());
    }
}
