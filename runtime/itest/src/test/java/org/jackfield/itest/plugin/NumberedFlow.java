package org.jackfield.itest.plugin;

import java.nio.ByteBuffer;
import org.jackfield.api.SessionState;

/**
 * One end of two streams of numbers, one each way, each with its own window: as long as less than that many of its
 * numbers are unconfirmed, an end has the next one ready. Every number confirms what has come the other way; who has
 * nothing to send confirms at half a window.
 *
 * <pre>
 *   NUMBER     number | next one expected | release   (4 bytes each)
 *   OPEN       window                                 from the side that dialed: before it nothing flows
 *   CONFIRM    next one expected
 *   LAST       empty; the answer, after which nothing flows: numbers read | numbers written
 * </pre>
 *
 * <p>Not for use by several threads.
 */
public final class NumberedFlow {

    public static final int NUMBER = 0;
    public static final int OPEN = 1;
    public static final int CONFIRM = 2;
    public static final int LAST = 3;

    private static final int STATE_VERSION = 1;

    private int read;
    private int written;
    private int confirmed;
    private int told;
    private int window;

    static boolean reads(int stateVersion) {
        return stateVersion == STATE_VERSION;
    }

    static NumberedFlow of(SessionState state) {
        ByteBuffer bytes = ByteBuffer.wrap(state.bytes());
        NumberedFlow flow = new NumberedFlow();
        flow.read = bytes.getInt();
        flow.written = bytes.getInt();
        flow.confirmed = bytes.getInt();
        flow.told = bytes.getInt();
        flow.window = bytes.getInt();
        return flow;
    }

    SessionState state() {
        return new SessionState(STATE_VERSION, ints(read, written, confirmed, told, window));
    }

    /** Lets numbers flow; or no more, with a window of 0. */
    public void open(int newWindow) {
        window = newWindow;
    }

    /** Whether the next number may be sent now. */
    public boolean mayWrite() {
        return written - confirmed < window;
    }

    /** The payload of the next number. */
    public byte[] number(int release) {
        told = read;
        return ints(written++, read, release);
    }

    /** Whether the other side should be told how far we have read. */
    public boolean owesConfirmation() {
        return window > 0 && read - told >= (window + 1) / 2;
    }

    public byte[] confirmation() {
        told = read;
        return ints(read);
    }

    /** The other side has said which number it expects next. */
    public void confirmed(int next) {
        confirmed = next;
    }

    /** All before {@code next} has come. */
    public void readTo(int next) {
        read = next;
    }

    /** The next number to come. */
    public int read() {
        return read;
    }

    /** The next number to send. */
    public int written() {
        return written;
    }

    /** The oldest number that is not confirmed. */
    public int unconfirmed() {
        return confirmed;
    }

    public byte[] lengths() {
        return ints(read, written);
    }

    public static byte[] ints(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Integer.BYTES);
        for (int value : values) {
            bytes.putInt(value);
        }
        return bytes.array();
    }
}
