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

    /** Which are to be sent again. Those that were sent often enough are forgotten. */
    synchronized List<Address> late(long nanos) {
        List<Address> late = new ArrayList<>();
        List<Address> hopeless = new ArrayList<>();
        for (Map.Entry<Address, Sending> each : sendings.entrySet()) {
            if (nanos - each.getValue().nanos() < RETRY_NANOS) {
                break;
            }
            if (!receipted.contains(each.getKey())) {
                (each.getValue().tries() < MAX_TRIES ? late : hopeless).add(each.getKey());
            }
        }
        forget(hopeless);
        return late;
    }
}
