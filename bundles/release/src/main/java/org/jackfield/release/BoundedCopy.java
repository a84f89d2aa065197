package org.jackfield.release;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Copies no more than it is told. */
final class BoundedCopy {

    private static final int BUFFER_BYTES = 1 << 16;

    private BoundedCopy() {}

    /**
     * @return how many bytes there were
     * @throws IOException if there are more than {@code atMost}, or a side fails
     */
    static long copy(InputStream in, OutputStream out, long atMost) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long copied = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            copied += count;
            if (copied > atMost) {
                throw new IOException("larger than the " + atMost + " bytes that are left for it");
            }
            out.write(buffer, 0, count);
        }
        return copied;
    }
}
