package org.jackfield.envelopes;

import java.util.List;

/** Something for a peer. Each fits one packet of less than 1 MiB, unless a single envelope is larger. */
public sealed interface EnvelopeMessage {

    /** Of the pool. */
    record Envelopes(List<Envelope> envelopes) implements EnvelopeMessage {}

    /** Our {@link PoolSettings#minWork} or {@link PoolSettings#interest} has changed, or both. */
    record Settings(PoolSettings former, PoolSettings now) implements EnvelopeMessage {}

    /** For this peer alone. In shh/6 there is one only. */
    record Direct(List<Envelope> envelopes) implements EnvelopeMessage {}

    /** A request to the peer as a mail server. */
    record Ask(HistoryRequest request) implements EnvelopeMessage {}

    /** The end of an answer of ours; for waku, and for whoever has asked {@linkplain HistoryRequest.Open in the open}. */
    record Answered(HistoryEnd end) implements EnvelopeMessage {}
}
