package org.jackfield.bench.crowd;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.jackfield.api.transport.Link;
import org.jackfield.itest.plugin.NumberedFlow;

/** The watching end of a {@link NumberedFlow}. Owned by the link's event loop. */
final class NumberStream {

    /** The codes of the protocol. */
    static final int CODES = NumberedFlow.LAST + 1;

    private final Link link;
    private final int firstCode;
    private final int window;
    private final Listener listener;
    private final NumberedFlow flow = new NumberedFlow();
    private final Sequence sequence = new Sequence();
    private final long[] sentAt;
    private final Map<Integer, Long> byRelease = new TreeMap<>();
    private long messagesIn;
    private long messagesOut;
    private int release;
    private int turnsStill;

    /** Hears of what goes and comes. */
    interface Listener {

        /** Of the first number, and of each one that is of another release than the one before. */
        void release(int number);

        /** One has gone or come. */
        void message();

        /** A number has been read; times are those of {@link System#nanoTime}. */
        void confirmed(long sentAt, long now);
    }

    /** @param window how many numbers may be unconfirmed, each way */
    NumberStream(Link link, int firstCode, int window, Listener listener) {
        this.link = link;
        this.firstCode = firstCode;
        this.window = window;
        this.listener = listener;
        sentAt = new long[window];
    }

    boolean owns(int code) {
        return code >= firstCode && code < firstCode + CODES;
    }

    void open() {
        flow.open(window);
        write(NumberedFlow.OPEN, NumberedFlow.ints(window));
        fill();
    }

    /** Sends no more numbers; the answer says what had come over. */
    void close() {
        flow.open(0);
        write(NumberedFlow.LAST, new byte[0]);
        link.flush();
    }

    /** Sends the numbers that may be sent now, or a confirmation that is owed. */
    void fill() {
        boolean wrote = flow.owesConfirmation() && !flow.mayWrite();
        if (wrote) {
            write(NumberedFlow.CONFIRM, flow.confirmation());
        }
        turnsStill = flow.mayWrite() ? 0 : turnsStill + 1;
        while (flow.mayWrite()) {
            sentAt[flow.written() % window] = System.nanoTime();
            write(NumberedFlow.NUMBER, flow.number(0));
            wrote = true;
        }
        if (wrote) {
            link.flush();
        }
    }

    /** How often in a row no number could be sent. */
    int turnsStill() {
        return turnsStill;
    }

    /** Returns whether it was the last message. */
    boolean received(int code, byte[] payload) {
        ByteBuffer content = ByteBuffer.wrap(payload);
        messagesIn++;
        listener.message();
        switch (code - firstCode) {
            case NumberedFlow.NUMBER -> {
                sequence.add(content.getInt());
                flow.readTo(sequence.next());
                confirmed(content.getInt());
                releaseOf(content.getInt());
            }
            case NumberedFlow.CONFIRM -> confirmed(content.getInt());
            case NumberedFlow.LAST -> {
                compare(content.getInt(), content.getInt());
                return true;
            }
            default -> throw new IllegalStateException("code " + code);
        }
        return false;
    }

    Tally tally() {
        return sequence.tally(flow.written());
    }

    /** What went over it; for any thread once the last message has come. */
    Traffic traffic() {
        return new Traffic(messagesIn, messagesOut, Map.copyOf(byRelease));
    }

    private void confirmed(int next) {
        long now = System.nanoTime();
        for (int number = flow.unconfirmed(); number < next; number++) {
            listener.confirmed(sentAt[number % window], now);
        }
        flow.confirmed(next);
    }

    private void releaseOf(int from) {
        byRelease.merge(from, 1L, Long::sum);
        if (from != release) {
            release = from;
            listener.release(from);
        }
    }

    private void write(int code, byte[] payload) {
        messagesOut++;
        listener.message();
        link.write(firstCode + code, payload);
    }

    private void compare(int readByNode, int writtenByNode) {
        if (readByNode != flow.written()) {
            throw new IllegalStateException("of " + flow.written() + " numbers the node has read " + readByNode);
        }
        if (writtenByNode != flow.read()) {
            throw new IllegalStateException("of " + writtenByNode + " numbers of the node came " + flow.read());
        }
    }
}
