package org.jackfield.mail;

import java.util.List;
import java.util.Optional;
import org.jackfield.envelopes.Topic;

/**
 * What is asked for.
 *
 * @param symmetric id of the key that the server's password gives; empty: in the open, as only waku has it
 * @param form of a sealed request
 * @param from earliest time of sending, in seconds since 1970, included
 * @param to latest, included
 * @param topics none: all
 * @param limit most envelopes; 0: as many as the server likes. geth's form cannot say it
 * @param cursor where the former answer has ended; empty: from the beginning
 */
public record Query(
        Optional<String> symmetric, Form form, long from, long to, List<Topic> topics, long limit, byte[] cursor) {

    public Query {
        topics = List.copyOf(topics);
    }

    /** Everything of that time, sealed with the key as the server is likely to know it. */
    public static Query sealed(String keyId, long from, long to) {
        return new Query(Optional.of(keyId), Form.FITTING, from, to, List.of(), 0, new byte[0]);
    }

    /** Everything of that time, in the open. */
    public static Query open(long from, long to) {
        return new Query(Optional.empty(), Form.FITTING, from, to, List.of(), 0, new byte[0]);
    }

    /** The same, from where an answer has ended. */
    public Query after(byte[] end) {
        return new Query(symmetric, form, from, to, topics, limit, end);
    }

    /** How a sealed request is written. */
    public enum Form {
        /** As the server is likely to know it: Status' for whoever speaks waku and for nodes like ours, else geth's. */
        FITTING,
        /** Times and a bloom filter, each at its place (go-ethereum v1.8.27, whisper/mailserver). */
        GETH,
        /** An RLP list (status-go, mailserver/request.go). */
        STATUS
    }
}
