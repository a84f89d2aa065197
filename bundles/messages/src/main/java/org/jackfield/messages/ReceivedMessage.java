package org.jackfield.messages;

import java.util.Optional;
import org.jackfield.envelopes.Envelope;

/**
 * A message that has been opened.
 *
 * @param signer public key of 65 bytes, if it is signed
 * @param recipient public key of 65 bytes that it was encrypted for, if for one
 * @param work proof of work, as this node measures it
 */
public record ReceivedMessage(
        Envelope envelope,
        byte[] payload,
        byte[] padding,
        Optional<byte[]> signer,
        Optional<byte[]> recipient,
        double work) {}
