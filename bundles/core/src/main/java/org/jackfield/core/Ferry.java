package org.jackfield.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * Brings sessions from one release to another while both run, a few at a time: where the processors are busy, each has to
 * stand in line for them twice on its way, behind all others that are under way. For any thread.
 */
final class Ferry {

    /** Enough to keep two processors from waiting; more only wait for each other. */
    static final int AT_ONCE = 4;

    private final Mutex mutex = new Mutex();
    // Guarded by the mutex.
    private final Set<Passage> known = new HashSet<>();
    private final Queue<Passage> waiting = new ArrayDeque<>();
    private final List<CompletableFuture<Void>> watchers = new ArrayList<>();

    /** A session on its way from a release, which may never set out: {@code wanted} is asked again then. */
    private record Passage(Session session, InstalledProtocol from) {}

    private final Predicate<Session> wanted;

    /** @param wanted whether a session is still to leave the release that has it */
    Ferry(Predicate<Session> wanted) {
        this.wanted = wanted;
    }

    /** These sessions of a release are to leave it. Returns before they have. */
    void bring(InstalledProtocol from, List<Session> sessions) {
        mutex.locked(() -> {
            for (Session session : sessions) {
                Passage passage = new Passage(session, from);
                if (known.add(passage)) {
                    waiting.add(passage);
                }
            }
        });
        setOut();
    }

    /** Completed, on any thread, once nobody waits or is under way. */
    CompletionStage<Void> idle() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        mutex.locked(() -> watchers.add(done));
        setOut();
        return done;
    }

    private void setOut() {
        for (Optional<Passage> next = next(); next.isPresent(); next = next()) {
            Passage passage = next.get();
            boolean under =
                    wanted.test(passage.session()) && passage.session().move(passage.from(), () -> landed(passage));
            if (!under) {
                forget(passage);
            }
        }
        tellIfIdle();
    }

    private void landed(Passage passage) {
        forget(passage);
        setOut();
    }

    private Optional<Passage> next() {
        return mutex.locked(() -> {
            boolean full = known.size() - waiting.size() >= AT_ONCE;
            return full ? Optional.empty() : Optional.ofNullable(waiting.poll());
        });
    }

    private void forget(Passage passage) {
        mutex.locked(() -> known.remove(passage));
    }

    private void tellIfIdle() {
        List<CompletableFuture<Void>> told = mutex.locked(() -> {
            List<CompletableFuture<Void>> all = known.isEmpty() ? List.copyOf(watchers) : List.of();
            watchers.removeAll(all);
            return all;
        });
        told.forEach(watcher -> watcher.complete(null));
    }
}
