package org.jackfield.messages;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jackfield.crypto.Hash;

/** Messages that wait to be fetched, each once. Guarded by its {@link Trays}. */
final class Tray {

    static final int MAX_MESSAGES = 10_000;
    static final long MAX_BYTES = 16 << 20;

    /** What a message weighs besides its payload, padding and envelope: objects, keys, hashes. */
    private static final int OVERHEAD_BYTES = 512;

    private final Deque<ReceivedMessage> waiting = new ArrayDeque<>();
    private final Set<Hash> hashes = new HashSet<>();
    private long bytes;

    /** @return how many older ones had to go for it */
    int add(ReceivedMessage message) {
        if (!hashes.add(message.envelope().hash())) {
            return 0;
        }
        waiting.add(message);
        bytes += weight(message);
        int dropped = 0;
        while (waiting.size() > MAX_MESSAGES || bytes > MAX_BYTES && waiting.size() > 1) {
            dropOldest();
            dropped++;
        }
        return dropped;
    }

    /** All, oldest first; none is left. */
    List<ReceivedMessage> drain() {
        List<ReceivedMessage> all = new ArrayList<>(waiting);
        waiting.clear();
        hashes.clear();
        bytes = 0;
        return all;
    }

    long bytes() {
        return bytes;
    }

    void dropOldest() {
        ReceivedMessage oldest = waiting.remove();
        hashes.remove(oldest.envelope().hash());
        bytes -= weight(oldest);
    }

    private static long weight(ReceivedMessage message) {
        return OVERHEAD_BYTES
                + message.envelope().encoded().length
                + message.payload().length
                + message.padding().length;
    }
}
