package org.jackfield.gateway;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Fails where a body gets too long, whatever its head has said. */
final class BoundedBody extends FilterInputStream {

    private final long maxBytes;
    private long read;
    private boolean begun;

    BoundedBody(InputStream body, long maxBytes) {
        super(body);
        this.maxBytes = maxBytes;
    }

    /** Whether anybody has wanted any of it. */
    boolean isBegun() {
        return begun;
    }

    @Override
    public int read() throws IOException {
        begun = true;
        int next = in.read();
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        begun = true;
        int count = in.read(into, offset, length);
        count(Math.max(0, count));
        return count;
    }

    private void count(int bytes) throws OversizedException {
        read += bytes;
        if (read > maxBytes) {
            throw new OversizedException(maxBytes);
        }
    }
}
