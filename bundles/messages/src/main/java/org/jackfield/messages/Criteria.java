package org.jackfield.messages;

import java.util.List;
import java.util.Optional;
import org.jackfield.envelopes.Topic;

/**
 * Which messages are wanted. Exactly one of the keys is there.
 *
 * @param symmetric id of the symmetric key that opens them
 * @param pair id of the pair that opens them
 * @param signer public key of 65 bytes whose signature they must carry; empty: any or none
 * @param minWork least proof of work, 0 or above
 * @param topics those wanted; none: all
 * @param direct whether messages of trusted peers for us alone are wanted too
 */
public record Criteria(
        Optional<String> symmetric,
        Optional<String> pair,
        Optional<byte[]> signer,
        double minWork,
        List<Topic> topics,
        boolean direct) {

    public Criteria {
        topics = List.copyOf(topics);
    }

    /** Everything that this symmetric key opens. */
    public static Criteria withSymmetric(String keyId) {
        return new Criteria(Optional.of(keyId), Optional.empty(), Optional.empty(), 0, List.of(), true);
    }
}
