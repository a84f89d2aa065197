package org.jackfield.pss;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who listens to what. For all threads. */
final class Listeners {

    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final Map<Topic, List<Listener>> byTopic = new ConcurrentHashMap<>();

    /** Told apart by identity: the same interest may be registered twice. */
    private static final class Listener {
        final Interest interest;
        final Consumer<Delivery> consumer;

        Listener(Interest interest, Consumer<Delivery> consumer) {
            this.interest = interest;
            this.consumer = consumer;
        }
    }

    Pss.Registration add(Interest interest, Consumer<Delivery> consumer) {
        Listener listener = new Listener(interest, consumer);
        byTopic.merge(
                interest.topic(),
                List.of(listener),
                (there, added) -> Stream.concat(there.stream(), added.stream()).toList());
        return () -> remove(listener);
    }

    /** Whether anybody wants messages to our neighbourhood. */
    boolean wantNeighbourhood(Topic topic) {
        return of(topic).stream().anyMatch(listener -> listener.interest.neighbourhood());
    }

    /**
     * Whether a message is of interest.
     *
     * @param ours whether it is for an address that ours begins with, and not only for our neighbourhood
     */
    boolean want(Topic topic, boolean raw, boolean ours) {
        return of(topic).stream().anyMatch(listener -> wants(listener, raw, ours));
    }

    void deliver(Topic topic, boolean ours, Delivery delivery) {
        for (Listener listener : of(topic)) {
            if (wants(listener, delivery.seal() == Seal.RAW, ours)) {
                deliver(listener, topic, delivery);
            }
        }
    }

    /** Neither the peer nor other listeners are to suffer for one that fails. */
    private static void deliver(Listener listener, Topic topic, Delivery delivery) {
        try {
            listener.consumer.accept(delivery);
        } catch (RuntimeException e) {
            LOG.warn("A listener to pss messages of topic {} has failed: {}", topic, e.toString());
        }
    }

    private static boolean wants(Listener listener, boolean raw, boolean ours) {
        return (listener.interest.raw() || !raw) && (listener.interest.neighbourhood() || ours);
    }

    private List<Listener> of(Topic topic) {
        return byTopic.getOrDefault(topic, List.of());
    }

    private void remove(Listener gone) {
        byTopic.computeIfPresent(gone.interest.topic(), (topic, there) -> {
            List<Listener> rest = there.stream().filter(one -> one != gone).toList();
            return rest.isEmpty() ? null : rest;
        });
    }
}
