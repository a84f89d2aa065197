package org.jackfield.messages;

import java.util.Optional;
import org.jackfield.envelopes.Effort;
import org.jackfield.envelopes.Topic;

/**
 * A message to be sent.
 *
 * @param signer id of the pair to sign with, if any
 * @param ttl how long it is to live, in seconds; 0: the usual 50
 * @param padding as it is; empty: random, so that the length tells little
 * @param effort proof of work; its target has to be at least that which this node asks for, unless the message is direct
 */
public record NewMessage(
        Recipient recipient,
        Optional<String> signer,
        long ttl,
        Topic topic,
        byte[] payload,
        Optional<byte[]> padding,
        Effort effort) {}
