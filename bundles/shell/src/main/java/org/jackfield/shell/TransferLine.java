package org.jackfield.shell;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** Shows how much of something has passed, as a bar. */
final class TransferLine {

    private static final int WIDTH = 30;

    private final ProgressLine line;
    private final long total;
    private final boolean quiet;
    private long passed;

    TransferLine(ProgressLine line, long total, boolean quiet) {
        this.line = line;
        this.total = total;
        this.quiet = quiet;
    }

    /** The same content, shown as it is read. */
    InputStream through(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                int next = in.read();
                passed(next < 0 ? 0 : 1);
                return next;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int count = in.read(into, offset, length);
                passed(Math.max(0, count));
                return count;
            }
        };
    }

    private void passed(int bytes) {
        passed += bytes;
        if (!quiet && bytes > 0) {
            line.show(text(passed, total), passed >= total);
        }
    }

    static String text(long passed, long total) {
        return bar(passed, total) + "  " + Units.bytes(passed) + " of " + Units.bytes(total);
    }

    /** {@code [###-------]  30 %}, longer. */
    static String bar(long passed, long total) {
        double share = total == 0 ? 1 : Math.min(1, (double) passed / total);
        int full = (int) (WIDTH * share);
        return String.format(Locale.ROOT, "[%s%s] %3.0f %%", "#".repeat(full), "-".repeat(WIDTH - full), 100 * share);
    }
}
