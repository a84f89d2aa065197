package org.jackfield.mail;

import java.util.Set;
import org.jackfield.envelopes.Bloom;
import org.jackfield.envelopes.Topic;

/**
 * Which envelopes of the archive are wanted, in whichever form that was said.
 *
 * @param from earliest time of sending, in seconds since 1970, 32 bits, included
 * @param to latest, included
 * @param interest topics by their bloom filter; unless {@code topics} says so
 * @param topics if there are any, exactly these
 * @param limit most envelopes; 0: as many as the server likes
 * @param cursor the {@link ArchiveKey} to go on after; empty: from the beginning
 * @param order in which they are given out
 */
record Selection(long from, long to, Bloom interest, Set<Topic> topics, long limit, byte[] cursor, Order order) {

    /** The latest time that there is. */
    static final long LATEST = 0xffff_ffffL;

    /** By the time of sending. */
    enum Order {
        OLDEST_FIRST,
        NEWEST_FIRST
    }

    Selection {
        topics = Set.copyOf(topics);
    }

    boolean wants(Topic topic) {
        return topics.isEmpty() ? interest.wants(topic) : topics.contains(topic);
    }

    Selection within(long earliest, long latest) {
        return new Selection(Math.max(from, earliest), Math.min(to, latest), interest, topics, limit, cursor, order);
    }

    Selection until(long latest) {
        return new Selection(from, latest, interest, topics, limit, cursor, order);
    }

    Selection withLimit(long most) {
        return new Selection(from, to, interest, topics, most, cursor, order);
    }
}
