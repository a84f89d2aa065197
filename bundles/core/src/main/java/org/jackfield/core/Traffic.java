package org.jackfield.core;

import java.util.concurrent.atomic.LongAdder;
import org.jackfield.api.Message;

/** Counts the messages of one capability, over all peers, by direction and code. */
final class Traffic {

    /** Codes from this on share one counter. */
    static final int MAX_CODES = 256;

    private final Counts[] received;
    private final Counts[] sent;

    Traffic(int messageCount) {
        int codes = Math.min(messageCount, MAX_CODES + 1);
        received = counts(codes);
        sent = counts(codes);
    }

    void received(Message message) {
        received[index(message)].add(message.size());
    }

    void sent(Message message) {
        sent[index(message)].add(message.size());
    }

    Counts[] received() {
        return received;
    }

    Counts[] sent() {
        return sent;
    }

    private int index(Message message) {
        return Math.min(message.code(), received.length - 1);
    }

    private static Counts[] counts(int codes) {
        Counts[] counts = new Counts[codes];
        for (int code = 0; code < codes; code++) {
            counts[code] = new Counts();
        }
        return counts;
    }

    /** Of one code in one direction. */
    static final class Counts {

        private final LongAdder messages = new LongAdder();
        private final LongAdder bytes = new LongAdder();

        private void add(int size) {
            messages.increment();
            bytes.add(size);
        }

        long messages() {
            return messages.sum();
        }

        /** Of payload, before compression. */
        long bytes() {
            return bytes.sum();
        }
    }
}
