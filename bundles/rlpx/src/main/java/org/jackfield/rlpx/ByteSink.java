package org.jackfield.rlpx;

/** Where encoded bytes go, in order. */
interface ByteSink {

    /** Copies {@code length} bytes out of {@code bytes}, which the caller uses again. */
    void accept(byte[] bytes, int offset, int length);
}
