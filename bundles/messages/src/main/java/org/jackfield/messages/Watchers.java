package org.jackfield.messages;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jackfield.envelopes.Topic;

/** All watchers, by the topics that they want: an envelope of another topic costs them nothing. For any thread. */
final class Watchers {

    /** More keys than this are not tried upon each envelope: every private key costs a multiplication on the curve. */
    static final int MAX = 1_024;

    private final Lock lock = new ReentrantLock();
    private final Set<Watcher> all = new LinkedHashSet<>();
    private final Set<Watcher> ofEveryTopic = new LinkedHashSet<>();
    private final Map<Topic, Set<Watcher>> byTopic = new HashMap<>();

    /** @throws MessageException if there are too many */
    void add(Watcher watcher) throws MessageException {
        lock.lock();
        try {
            if (all.size() >= MAX) {
                throw new MessageException("too many filters, " + MAX + " are there");
            }
            all.add(watcher);
            if (watcher.filter().topics().isEmpty()) {
                ofEveryTopic.add(watcher);
            }
            watcher.filter()
                    .topics()
                    .forEach(topic -> byTopic.computeIfAbsent(topic, any -> new LinkedHashSet<>())
                            .add(watcher));
        } finally {
            lock.unlock();
        }
    }

    void remove(Watcher watcher) {
        watcher.close();
        lock.lock();
        try {
            all.remove(watcher);
            ofEveryTopic.remove(watcher);
            for (Topic topic : watcher.filter().topics()) {
                byTopic.computeIfPresent(
                        topic, (key, watchers) -> watchers.remove(watcher) && watchers.isEmpty() ? null : watchers);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Those that may want an envelope of this topic. */
    List<Watcher> of(Topic topic) {
        lock.lock();
        try {
            List<Watcher> watchers = new ArrayList<>(ofEveryTopic);
            watchers.addAll(byTopic.getOrDefault(topic, Set.of()));
            return watchers;
        } finally {
            lock.unlock();
        }
    }
}
