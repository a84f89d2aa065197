package org.jackfield.api.session;

import org.jackfield.api.Message;

/**
 * A message that waits to be written.
 *
 * @param sent run once the pipe has taken it, and not if it has refused it
 */
public record Outgoing(Message message, Runnable sent) {

    public Outgoing(int code, byte[] payload, Runnable sent) {
        this(new Message(code, payload), sent);
    }
}
