package org.jackfield.envelopes;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jackfield.crypto.Hash;

/** What a mail server is asked for, packet 126. */
public sealed interface HistoryRequest {

    /**
     * A signed message to the mail server, sealed as any other: what is asked for is inside, for the two of them to read.
     */
    record Sealed(Envelope envelope) implements HistoryRequest {}

    /**
     * In the open, as Status's Go implementations of waku and of shh/6 have it: {@code [id, from, to, limit, cursor, bloom, topics]}.
     *
     * @param id names it in the answer
     * @param from earliest time of sending, in seconds since 1970, included
     * @param to latest, included
     * @param limit most envelopes; 0: as many as the server likes
     * @param cursor where the former answer has ended, as its {@link HistoryEnd#cursor} said; empty: from the beginning
     * @param interest which topics; unless {@code topics} says so
     * @param topics if there are any, exactly these
     */
    record Open(Hash id, long from, long to, long limit, byte[] cursor, Bloom interest, List<Topic> topics)
            implements HistoryRequest {

        public Open {
            topics = List.copyOf(topics);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Open that
                    && id.equals(that.id)
                    && from == that.from
                    && to == that.to
                    && limit == that.limit
                    && Arrays.equals(cursor, that.cursor)
                    && interest.equals(that.interest)
                    && topics.equals(that.topics);
        }

        @Override
        public int hashCode() {
            return Objects.hash(id, from, to, limit, Arrays.hashCode(cursor), interest, topics);
        }
    }

    /** By which the answer names it: the hash of a sealed one's envelope, or an open one's id. */
    default Hash name() {
        return this instanceof Sealed sealed ? sealed.envelope().hash() : ((Open) this).id();
    }
}
