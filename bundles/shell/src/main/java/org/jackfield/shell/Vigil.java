package org.jackfield.shell;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Stays with something that goes on by itself: looks at it five times a second until it is over, and shows the person at
 * the keyboard, if there is one, how it does.
 */
final class Vigil {

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final PersonWatch person;
    private final boolean quiet;

    /**
     * @param person ends it by pressing a key
     * @param quiet whether nothing is shown
     */
    Vigil(PersonWatch person, boolean quiet) {
        this.person = person;
        this.quiet = quiet || !person.attended();
    }

    /** Returns what was seen last, be it over or a key pressed. */
    <T> T keep(Supplier<T> look, Predicate<T> over, Function<T, String> text) throws InterruptedException {
        ProgressLine line = new ProgressLine(Command.out());
        try {
            T seen = look.get();
            while (!over.test(seen) && !person.pressed(PAUSE)) {
                if (!quiet) {
                    line.show(text.apply(seen), false);
                }
                seen = look.get();
            }
            return seen;
        } finally {
            line.end();
        }
    }
}
