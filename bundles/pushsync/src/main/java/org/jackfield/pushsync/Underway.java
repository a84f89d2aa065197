package org.jackfield.pushsync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jackfield.chunks.Address;

/** Chunks that were sent and of which no receipt is known yet, the one that was sent first first. For any thread. */
final class Underway {

    /** Some 2 MiB of chunks, which wait at links meanwhile. If they took long enough to be sent again, more would only make it worse. */
    static final int MAX = 512;

    /** As in the original (ethersphere swarm v0.5.8, pushsync/pusher.go). */
    static final long RETRY_NANOS = Duration.ofSeconds(10).toNanos();

    /** Then others have their turn, and this one comes again with the next round. */
    static final int MAX_TRIES = 3;

    private final Map<Address, Sending> sendings = new LinkedHashMap<>();
    private final Set<Address> receipted = new HashSet<>();

    private record Sending(int tries, long nanos) {}

    synchronized int room() {
        return MAX - sendings.size();
    }

    synchronized boolean contains(Address chunk) {
        return sendings.containsKey(chunk);
    }

    /** It is being sent, perhaps once more. Returns how often it has been. */
    synchronized int sending(Address chunk, long nanos) {
        int tries =
                Optional.ofNullable(sendings.remove(chunk)).map(Sending::tries).orElse(0) + 1;
        sendings.put(chunk, new Sending(tries, nanos));
        return tries;
    }

    /** It has arrived; of no meaning for one that is not under way. */
    synchronized void receipt(Address chunk) {
        if (sendings.containsKey(chunk)) {
            receipted.add(chunk);
        }
    }

    /** Which have arrived; they stay here until they are {@link #forget forgotten}. */
    synchronized List<Address> arrived() {
        return List.copyOf(receipted);
    }

    synchronized void forget(List<Address> chunks) {
        chunks.forEach(sendings::remove);
        chunks.forEach(receipted::remove);
    }

    /** Which were sent so long ago, and so often at most, that they are to be sent again. */
    synchronized List<Address> late(long nanos) {
        return late(nanos, 1, MAX_TRIES - 1);
    }

    /** Which were sent often enough in vain. */
    synchronized List<Address> hopeless(long nanos) {
        return late(nanos, MAX_TRIES, Integer.MAX_VALUE);
    }

    private List<Address> late(long nanos, int minTries, int maxTries) {
        List<Address> late = new ArrayList<>();
        for (Map.Entry<Address, Sending> each : sendings.entrySet()) {
            Sending sending = each.getValue();
            if (nanos - sending.nanos() < RETRY_NANOS) {
                break;
            }
            if (sending.tries() >= minTries && sending.tries() <= maxTries && !receipted.contains(each.getKey())) {
                late.add(each.getKey());
            }
        }
        return late;
    }
}
