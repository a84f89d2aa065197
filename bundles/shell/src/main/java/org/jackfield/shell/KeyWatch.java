package org.jackfield.shell;

import java.io.IOException;
import java.io.InputStream;

/**
 * Waits for a key on a thread of its own: a read from the console can be neither polled for its end nor interrupted.
 * The end of the input counts as a key, so that a script without one does not wait for ever.
 */
final class KeyWatch implements AutoCloseable {

    private final SingleKeys terminal = SingleKeys.open();
    private volatile boolean pressed;

    private KeyWatch() {}

    static KeyWatch on(InputStream keyboard) {
        KeyWatch watch = new KeyWatch();
        Thread thread = new Thread(() -> watch.read(keyboard), "key watch");
        thread.setDaemon(true);
        thread.start();
        return watch;
    }

    boolean pressed() {
        return pressed;
    }

    /** Gives the terminal back; the thread stays until a key is pressed. */
    @Override
    public void close() {
        terminal.close();
    }

    private void read(InputStream keyboard) {
        try {
            // Where it gives whole lines, the rest of this one is not a command.
            while (keyboard.read() >= 0 && keyboard.available() > 0) {
                continue;
            }
        } catch (IOException e) {
            // The console is gone: nobody will press a key any more.
        } finally {
            pressed = true;
        }
    }
}
