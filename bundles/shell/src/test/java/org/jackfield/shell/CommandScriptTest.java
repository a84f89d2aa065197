package org.jackfield.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Process;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class CommandScriptTest {

    private final Commands commands = new Commands();
    private final Prompt prompt = new Prompt()
            .add("test", commands, "say", "value", "fail", "crash", "lines", "key", "words")
            .add("felix", commands, "install", "start");
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** What commands do: print, return, fail, wait. */
    public static final class Commands {

        final List<String> words = new ArrayList<>();

        public void say(String text) {
            Process.Utils.current().out().println(text);
        }

        public Object value(int number) {
            return List.of(number, number + 1);
        }

        public void fail() throws CommandException {
            throw new CommandException("it does\nnot work");
        }

        public void crash() {
            throw new IllegalStateException();
        }

        public int key(CommandSession session) throws IOException {
            return session.getKeyboard().read();
        }

        public void words(String... given) {
            words.addAll(List.of(given));
        }

        public String install(String location) {
            return location.startsWith("file:") ? "Bundle ID: 7" : "java.net.MalformedURLException: no protocol: x";
        }

        public String start(int id) {
            return id == 7 ? "" : "Bundle ID '" + id + "'  is invalid.\n";
        }
    }

    @AfterEach
    void close() {
        prompt.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "test:say hello | 0 | hello# | ''",
                "test:value 1; test:value 5 | 0 | 1#2#5#6# | ''",
                "test:say 'a;b'; test:say \"c;d\" | 0 | a;b#c;d# | ''",
                "x = 5; test:say ${x} | 0 | 5#5# | ''",
                "test:say a && test:say b | 0 | a#b# | ''",
                "'' | 0 | '' | ''",
                "; ; | 0 | '' | ''",
                "test:key | 0 | -1# | ''",
                "test:say a; test:fail; test:say b | 1 | a# | jackfield: it does; not work#",
                "test:crash | 1 | '' | jackfield: java.lang.IllegalStateException#",
                "no:such | 1 | '' | jackfield: Command not found: no:such#",
                "test:say 'a | 1 | '' | jackfield: unexpected EOT looking for matching quote: '#",
                "felix:install file:x; start 7 | 0 | Bundle ID: 7# | ''",
                "felix:install x; test:say no | 1 | '' | jackfield: java.net.MalformedURLException: no protocol: x#",
                "start 99 | 1 | '' | jackfield: Bundle ID '99'  is invalid.#",
            })
    void printsWhatCommandsPrintAndReturnUntilOneFails(String script, int status, String printed, String failure) {
        assertEquals(status, run(script), () -> "stderr: " + err);
        assertEquals(printed.replace('#', '\n'), out.toString(StandardCharsets.UTF_8));
        assertEquals(failure.replace('#', '\n'), err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void takesCommandsLineByLine() {
        assertEquals(0, run("test:say a\n\ntest:say b\n# test:fail\ntest:value 1\n"));
        assertEquals("a\nb\n1\n2\n", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void leavesEnodeUrlsAsTheyAre() {
        String id = "0012".repeat(32);

        assertEquals(
                0, run("test:words enode://" + id + "@127.0.0.1:30303?discport=0 007 1e5"), () -> "stderr: " + err);
        assertEquals(List.of("enode://" + id + "@127.0.0.1:30303?discport=0", "007", "1e5"), commands.words);
    }

    private int run(String script) {
        return new CommandScript(prompt.processor(), script, new PrintStream(out, true), new PrintStream(err, true))
                .call();
    }

    @Test
    void failsTheSameAtThePrompt() {
        assertEquals(
                "it does\nnot work",
                assertThrows(CommandException.class, () -> prompt.type("test:fail"))
                        .getMessage());
    }
}
