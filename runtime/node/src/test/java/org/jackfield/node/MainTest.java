package org.jackfield.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--foo          | jackfield: Unknown option: '--foo'",
                "--listen       | jackfield: Missing required parameter for option '--listen' (HOST:PORT)",
                "--network-id x | jackfield: Invalid value for option '--network-id': 'x' is not a long",
                "--data a --data b | jackfield: option '--data' (DIR) should be specified only once",
                "foo            | jackfield: Unmatched argument at index 0: 'foo'",
            })
    void refusesABadOptionInOneLine(String arguments, String line) {
        assertEquals(2, run(arguments.strip().split(" ")));

        assertEquals(line + System.lineSeparator(), err.toString(StandardCharsets.UTF_8));
        assertEquals("", out.toString(StandardCharsets.UTF_8));
    }

    private int run(String... arguments) {
        return Main.run(new PrintStream(out, true), new PrintStream(err, true), arguments);
    }
}
