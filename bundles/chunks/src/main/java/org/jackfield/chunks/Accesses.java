package org.jackfield.chunks;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Which chunks were wanted, until it is written: with the next change, or when they have become many. For any thread. */
final class Accesses {

    private static final int WRITTEN_AT_ONCE = 512;
    /** When writers have no turn to spare, it is forgotten who else was wanted. */
    private static final int MAX = 1 << 16;

    private final Queue<Address> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    /** Returns whether there are now so many that they should be written. */
    boolean add(Address address) {
        if (count.get() >= MAX) {
            return true;
        }
        queue.add(address);
        return count.incrementAndGet() >= WRITTEN_AT_ONCE;
    }

    /** Each once, in the order of its last access. */
    Set<Address> take() {
        Set<Address> taken = new LinkedHashSet<>();
        for (int i = count.get(); i > 0; i--) {
            Optional.ofNullable(queue.poll()).ifPresent(address -> {
                count.decrementAndGet();
                taken.remove(address);
                taken.add(address);
            });
        }
        return taken;
    }
}
