package org.jackfield.release;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jackfield.api.release.ReleaseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The journal's entries in memory, and whose turn it is to do something to a bundle. For use by any thread. */
final class Ledger {

    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    private final Journal journal;
    private final JarStore jars;
    private final String run;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition turnOver = lock.newCondition();
    // Guarded by the lock, as is the journal.
    private final TreeMap<String, Entry> entries = new TreeMap<>();
    private final Set<String> busy = new HashSet<>();
    private boolean closed;

    /** @param run the framework's identity since its last start */
    Ledger(Journal journal, JarStore jars, String run) {
        this.journal = journal;
        this.jars = jars;
        this.run = run;
    }

    /**
     * Takes up what the journal says; a damaged one is put aside.
     *
     * @return whether it was written since the framework's last start
     */
    boolean load() {
        lock.lock();
        try {
            if (!journal.exists()) {
                return false;
            }
            JournalFormat.Content content = journal.read();
            content.entries().forEach(entry -> entries.put(entry.bundle(), entry));
            return content.run().equals(run);
        } catch (IOException e) {
            setAside(e);
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void setAside(IOException problem) {
        try {
            LOG.warn(
                    "the journal of replacements is damaged ({}); the releases that are installed stay, and it is kept as {}",
                    OneLine.of(problem),
                    journal.setAside());
        } catch (IOException e) {
            LOG.warn("the journal of replacements cannot be read or put aside: {}", OneLine.of(e));
        }
    }

    List<Entry> entries() {
        lock.lock();
        try {
            return new ArrayList<>(entries.values());
        } finally {
            lock.unlock();
        }
    }

    Optional<Entry> entry(String bundle) {
        lock.lock();
        try {
            return Optional.ofNullable(entries.get(bundle));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Before something is done: it is on the disk when this returns.
     *
     * @throws ReleaseException if it cannot be written; the ledger is as before
     */
    void announce(Entry entry) throws ReleaseException {
        lock.lock();
        try {
            Entry before = entries.put(entry.bundle(), entry);
            try {
                write();
            } catch (IOException e) {
                restore(entry.bundle(), before);
                throw new ReleaseException("the journal of replacements cannot be written: " + OneLine.of(e), e);
            }
        } finally {
            lock.unlock();
        }
    }

    /** After something was done. If that cannot be written, it was not confirmed as far as the next start knows. */
    void record(Entry entry) {
        lock.lock();
        try {
            entries.put(entry.bundle(), entry);
            write();
        } catch (IOException e) {
            LOG.warn(
                    "the journal of replacements cannot be written, the next start may undo what was done to {}: {}",
                    entry.bundle(),
                    OneLine.of(e));
        } finally {
            lock.unlock();
        }
    }

    private void restore(String bundle, Entry before) {
        if (before == null) {
            entries.remove(bundle);
        } else {
            entries.put(bundle, before);
        }
    }

    private void write() throws IOException {
        journal.write(new JournalFormat.Content(run, List.copyOf(entries.values())));
        if (busy.isEmpty()) {
            tidy();
        }
    }

    /** Deletes the jars that no entry needs any more. */
    private void tidy() throws IOException {
        Set<String> needed = new HashSet<>();
        for (Entry entry : entries.values()) {
            entry.former().ifPresent(release -> needed.add(release.digest()));
            entry.next().ifPresent(release -> needed.add(release.digest()));
        }
        jars.keepOnly(needed);
    }

    /**
     * Nobody else does anything to the bundle until the turn is closed.
     *
     * @throws ReleaseException if somebody does now
     */
    Turn turn(String bundle) throws ReleaseException {
        lock.lock();
        try {
            if (closed || !busy.add(bundle)) {
                throw new ReleaseException(
                        closed ? "the node is going down" : "something else is being done to " + bundle);
            }
            return () -> end(bundle);
        } finally {
            lock.unlock();
        }
    }

    private void end(String bundle) {
        lock.lock();
        try {
            busy.remove(bundle);
            turnOver.signalAll();
            if (busy.isEmpty()) {
                tidy();
            }
        } catch (IOException e) {
            LOG.warn("jars that are not needed any more cannot be deleted: {}", OneLine.of(e));
        } finally {
            lock.unlock();
        }
    }

    /** No further turn is given; waits for those that are taken, though not for ever. */
    void close(long atMostMillis) throws InterruptedException {
        lock.lock();
        try {
            closed = true;
            long left = TimeUnit.MILLISECONDS.toNanos(atMostMillis);
            while (!busy.isEmpty() && left > 0) {
                left = turnOver.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** See {@link #turn}. */
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }
}
