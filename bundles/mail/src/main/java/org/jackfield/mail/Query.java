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

    /** How a sealed request is written. */
    public enum Form {
        /** Times and a bloom filter, each at its place (go-ethereum v1.8.27, whisper/mailserver). */
        GETH,
        /** An RLP list (status-go, mailserver/request.go). */
        STATUS
    }
}
