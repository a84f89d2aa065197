package org.jackfield.shell;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.felix.service.command.CommandSession;

/**
 * Waits for a key of the person at the terminal, if there is one. The input of a script is left alone, as the commands
 * that come next are in it; so is what a person types after the end.
 */
final class PersonWatch implements AutoCloseable {

    private static final long LOOK_MILLIS = 50;

    private final Optional<SingleKeys> terminal;
    private final CountDownLatch pressed = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    private PersonWatch(Optional<SingleKeys> terminal) {
        this.terminal = terminal;
    }

    static PersonWatch in(CommandSession session) {
        if (session.get(CommandScript.UNATTENDED) == null) {
            SingleKeys terminal = SingleKeys.open();
            if (terminal.present()) {
                return on(session.getKeyboard(), terminal);
            }
        }
        return ofNobody();
    }

    /** Without anybody: no key is ever pressed. */
    static PersonWatch ofNobody() {
        return new PersonWatch(Optional.empty());
    }

    /**
     * @param terminal closed with the watch
     */
    static PersonWatch on(InputStream keyboard, SingleKeys terminal) {
        PersonWatch watch = new PersonWatch(Optional.of(terminal));
        Thread thread = new Thread(() -> watch.look(keyboard), "person watch");
        thread.setDaemon(true);
        thread.start();
        return watch;
    }

    /** Whether there is somebody. */
    boolean attended() {
        return terminal.isPresent();
    }

    boolean isPressed() {
        return pressed.getCount() == 0;
    }

    /** Waits for a key, so long at most. */
    boolean pressed(Duration patience) throws InterruptedException {
        return pressed.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        closed.countDown();
        terminal.ifPresent(SingleKeys::close);
    }

    /** Asks for keys, as a read that waits for one could not be ended. */
    private void look(InputStream keyboard) {
        try {
            while (!closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                int waiting = keyboard.available();
                if (waiting > 0) {
                    // Neither skipNBytes nor readNBytes: they would seek, which a console pretends to do or refuses.
                    keyboard.read(new byte[waiting], 0, waiting);
                    pressed.countDown();
                    return;
                }
            }
        } catch (IOException e) {
            // The console is gone: nobody will press a key any more.
            pressed.countDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
