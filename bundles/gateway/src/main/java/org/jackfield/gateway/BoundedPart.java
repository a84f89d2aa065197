package org.jackfield.gateway;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A part of a stream, of a length that is known. Fails where the stream ends before the part does. */
final class BoundedPart extends InputStream {

    private final InputStream in;
    private long left;

    BoundedPart(InputStream in, long length) {
        this.in = in;
        left = length;
    }

    long left() {
        return left;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (left == 0 || length == 0) {
            return length == 0 ? 0 : -1;
        }
        int count = in.read(into, offset, (int) Math.min(left, length));
        if (count < 0) {
            throw new EOFException("the archive ends too early");
        }
        left -= count;
        return count;
    }
}
