package org.jackfield.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class VigilTest {

    private static final Predicate<Integer> NEVER = look -> false;

    private final AtomicInteger looks = new AtomicInteger();
    private final Prompt prompt = new Prompt();

    @AfterEach
    void close() {
        prompt.close();
    }

    @Test
    void showsHowItDoesUntilItIsOver() throws Exception {
        String shown = keep(InputStream.nullInputStream(), false, look -> look == 3);

        assertEquals("\rlook 1\rlook 2\n", shown);
        assertEquals(3, looks.get());
    }

    @Test
    void endsAtAKeyAndLeavesNoneOfTheLineBehind() throws Exception {
        // As a FileInputStream of a console does.
        InputStream keyboard = new ByteArrayInputStream("q\n".getBytes()) {
            @Override
            public long skip(long count) {
                return count;
            }

            @Override
            public byte[] readNBytes(int length) throws IOException {
                throw new IOException("Illegal seek");
            }
        };

        String shown = keep(keyboard, true, NEVER);

        assertEquals("", shown);
        assertEquals(0, keyboard.available());
    }

    @Test
    void endsWithTheConsole() throws Exception {
        keep(
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("gone");
                    }

                    @Override
                    public int available() throws IOException {
                        throw new IOException("gone");
                    }
                },
                true,
                NEVER);

        assertTrue(looks.get() > 0);
    }

    private String keep(InputStream keyboard, boolean quiet, Predicate<Integer> over) throws Exception {
        prompt.add("test", new Wait(keyboard, quiet, over), "vigil");
        return prompt.type("test:vigil");
    }

    /** So that there is a process to print for. */
    public final class Wait {

        private final InputStream keyboard;
        private final boolean quiet;
        private final Predicate<Integer> over;

        Wait(InputStream keyboard, boolean quiet, Predicate<Integer> over) {
            this.keyboard = keyboard;
            this.quiet = quiet;
            this.over = over;
        }

        public void vigil() throws Exception {
            try (PersonWatch person = PersonWatch.on(keyboard, SingleKeys.open())) {
                new Vigil(person, quiet).keep(looks::incrementAndGet, over, look -> "look " + look);
            }
        }
    }
}
