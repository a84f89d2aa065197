package org.jackfield.messages;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is collected for those who come to fetch it. One tray holds {@value Tray#MAX_MESSAGES} messages and 16 MiB, all of them
 * 64 MiB; for a new message the oldest of the fullest tray goes. For any thread.
 */
final class Trays {

    static final long MAX_BYTES = 64 << 20;

    /** go-ethereum v1.9.20, whisper/whisperv6/doc.go, {@code filterTimeout}. */
    static final Duration IDLE = Duration.ofMinutes(5);

    private static final Duration SWEEP = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(Trays.class);

    private static final class Place {
        private final Tray tray = new Tray();
        private final Watcher watcher;
        private long fetched;
        private boolean overflown;

        private Place(Watcher watcher, long now) {
            this.watcher = watcher;
            this.fetched = now;
        }
    }

    private final LongSupplier nanoTime;
    private final Lock lock = new ReentrantLock();
    private final Map<String, Place> places = new HashMap<>();
    private long swept;

    /** @param nanoTime as {@link System#nanoTime} */
    Trays(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.swept = nanoTime.getAsLong();
    }

    void open(String id, Watcher watcher) {
        lock.lock();
        try {
            places.put(id, new Place(watcher, nanoTime.getAsLong()));
        } finally {
            lock.unlock();
        }
    }

    /** Puts a message where it will be fetched; nowhere if the tray is gone. */
    void put(String id, ReceivedMessage message) {
        lock.lock();
        try {
            Place place = places.get(id);
            if (place == null) {
                return;
            }
            int dropped = place.tray.add(message);
            while (bytes() > MAX_BYTES) {
                fullest().dropOldest();
                dropped++;
            }
            if (dropped > 0 && !place.overflown) {
                place.overflown = true;
                LOG.warn("Nobody fetches the messages of filter {} quickly enough: the oldest are dropped", id);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Empty if there is no such tray. */
    Optional<List<ReceivedMessage>> drain(String id) {
        lock.lock();
        try {
            return Optional.ofNullable(places.get(id)).map(place -> {
                place.fetched = nanoTime.getAsLong();
                place.overflown = false;
                return place.tray.drain();
            });
        } finally {
            lock.unlock();
        }
    }

    /** Takes a tray away. */
    Optional<Watcher> close(String id) {
        lock.lock();
        try {
            return Optional.ofNullable(places.remove(id)).map(place -> place.watcher);
        } finally {
            lock.unlock();
        }
    }

    /** Takes those away that nobody has fetched from for {@link #IDLE}; looks for them every ten seconds at most. */
    List<Watcher> sweep() {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            List<Watcher> idle = new ArrayList<>();
            if (now - swept >= SWEEP.toNanos()) {
                swept = now;
                places.values().removeIf(place -> now - place.fetched > IDLE.toNanos() && idle.add(place.watcher));
            }
            return idle;
        } finally {
            lock.unlock();
        }
    }

    private long bytes() {
        return places.values().stream().mapToLong(place -> place.tray.bytes()).sum();
    }

    private Tray fullest() {
        return places.values().stream()
                .map(place -> place.tray)
                .max(Comparator.comparingLong(Tray::bytes))
                .orElseThrow();
    }
}
