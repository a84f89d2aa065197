package org.jackfield.bench.handover;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.jackfield.api.transport.Link;
import org.jackfield.itest.plugin.NumberedFlow;

/** The watching end of a {@link NumberedFlow}. Owned by the link's event loop. */
final class NumberStream {

    /** The codes of the protocol. */
    static final int CODES = NumberedFlow.LAST + 1;

    private final Link link;
    private final int firstCode;
    private final int window;
    private final IntConsumer onRelease;
    private final Optional<RoundTrips> roundTrips;
    private final NumberedFlow flow = new NumberedFlow();
    private final Sequence sequence = new Sequence();
    private final long[] sentAt;
    private final Map<Integer, Long> byRelease = new TreeMap<>();
    private long messagesIn;
    private long messagesOut;
    private int release;

    /**
     * @param window how many numbers may be unconfirmed, each way
     * @param onRelease hears of the release of the first number, and of each number's that differs from the one before
     * @param roundTrips where to put the time from a number to its confirmation
     */
    NumberStream(Link link, int firstCode, int window, IntConsumer onRelease, Optional<RoundTrips> roundTrips) {
        this.link = link;
        this.firstCode = firstCode;
        this.window = window;
        this.onRelease = onRelease;
        this.roundTrips = roundTrips;
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

    /** Returns whether it was the last message. */
    boolean received(int code, byte[] payload) {
        ByteBuffer content = ByteBuffer.wrap(payload);
        messagesIn++;
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
        fill();
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
            long at = sentAt[number % window];
            roundTrips.ifPresent(trips -> trips.record(at, now));
        }
        flow.confirmed(next);
    }

    private void releaseOf(int from) {
        byRelease.merge(from, 1L, Long::sum);
        if (from != release) {
            release = from;
            onRelease.accept(from);
        }
    }

    private void fill() {
        boolean wrote = flow.owesConfirmation() && !flow.mayWrite();
        if (wrote) {
            write(NumberedFlow.CONFIRM, flow.confirmation());
        }
        while (flow.mayWrite()) {
            sentAt[flow.written() % window] = System.nanoTime();
            write(NumberedFlow.NUMBER, flow.number(0));
            wrote = true;
        }
        if (wrote) {
            link.flush();
        }
    }

    private void write(int code, byte[] payload) {
        messagesOut++;
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
