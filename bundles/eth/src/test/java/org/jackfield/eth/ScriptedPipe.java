package org.jackfield.eth;

import java.io.EOFException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;

/** A peer that sends what it was told to, one after another, and then ends the link; what it receives is recorded. */
final class ScriptedPipe implements MessagePipe {

    private final Deque<Message> script = new ArrayDeque<>();
    private final List<Message> received = new ArrayList<>();

    ScriptedPipe sending(int code, byte[] payload) {
        script.add(new Message(code, payload));
        return this;
    }

    List<Message> received() {
        return received;
    }

    /** The payload of the only message with that code. */
    byte[] received(int code) {
        List<Message> matching =
                received.stream().filter(message -> message.code() == code).toList();
        if (matching.size() != 1) {
            throw new AssertionError(matching.size() + " messages " + MessageCode.name(code) + " in " + received);
        }
        return matching.get(0).payload();
    }

    @Override
    public Message read() throws EOFException {
        if (script.isEmpty()) {
            throw new EOFException();
        }
        return script.poll();
    }

    /** A script without messages is a peer that stays silent. */
    @Override
    public Optional<Message> read(Duration timeout) {
        return Optional.ofNullable(script.poll());
    }

    @Override
    public void write(Message message) {
        received.add(message);
    }
}
