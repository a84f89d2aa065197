package org.jackfield.shell;

import java.io.PrintStream;
import java.util.Locale;

/** One line that is written over and over again, at most five times a second. */
final class ProgressLine {

    private static final long PAUSE_NANOS = 200_000_000;

    private final PrintStream out;
    private long shownAt = System.nanoTime() - PAUSE_NANOS;
    private int width;

    ProgressLine(PrintStream out) {
        this.out = out;
    }

    void show(long blocks, long bytesRead, long bytesTotal) {
        show(text(blocks, bytesRead, bytesTotal), bytesRead >= bytesTotal);
    }

    /**
     * @param last to be shown however soon it comes
     */
    void show(String text, boolean last) {
        if (!last && System.nanoTime() - shownAt < PAUSE_NANOS) {
            return;
        }
        shownAt = System.nanoTime();
        out.print('\r' + text + " ".repeat(Math.max(0, width - text.length())));
        out.flush();
        width = text.length();
    }

    /** Leaves the line as it stands and goes to the next. */
    void end() {
        if (width > 0) {
            out.println();
            width = 0;
        }
    }

    static String text(long blocks, long bytesRead, long bytesTotal) {
        double share = bytesTotal == 0 ? 100 : 100.0 * bytesRead / bytesTotal;
        return String.format(
                Locale.ROOT,
                "%3.0f %%  %,d blocks, %s of %s",
                share,
                blocks,
                Units.bytes(bytesRead),
                Units.bytes(bytesTotal));
    }
}
