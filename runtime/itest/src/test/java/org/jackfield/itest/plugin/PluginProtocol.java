package org.jackfield.itest.plugin;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jackfield.api.Capability;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.Peer;
import org.jackfield.api.Protocol;

/** A protocol of a test bundle: echoes well, or misbehaves in one of the ways a plug-in can. */
record PluginProtocol(Capability capability, int messageCount, Behaviour behaviour, String release)
        implements Protocol {

    enum Behaviour {
        /** Answers every message with the same one. */
        ECHO,
        /** Greets with its release, then echoes. */
        GREET,
        /** Throws at the first message. */
        THROW,
        /** Returns at the first message. */
        RETURN,
        /** Stays in run at the first message, whatever happens. */
        HANG,
        /** Writes a code it does not have, then goes on to echo. */
        INVALID_CODE,
        /** Is a {@link CountingProtocol} instead. */
        COUNT,
        /** Is a {@link ResumingEcho} instead. */
        RESUME,
        /** One that throws at every third message. */
        THROW_AT_THIRD,
        /** Throws when it is started, and registers nothing. */
        THROW_IN_START,
        /** Starts, and registers nothing. */
        REGISTER_NOTHING,
        /** A {@link ResumingEcho} whose bundle does not come out of its start. */
        HANG_IN_START,
        /** The same, unless it is a canary. */
        HANG_IN_START_AS_ONE,
        /** A {@link ResumingEcho} whose bundle does not come out of its stop. */
        HANG_IN_STOP,
        /** Is a {@link StreamProtocol} instead. */
        STREAM,
        /** Tells a descriptor that is not valid. */
        INVALID_DESCRIPTOR
    }

    @Override
    public int messageCount() {
        return behaviour == Behaviour.INVALID_DESCRIPTOR ? 0 : messageCount;
    }

    @Override
    public void run(Peer peer, MessagePipe pipe) throws Exception {
        if (behaviour == Behaviour.GREET) {
            pipe.write(0, release.getBytes(StandardCharsets.US_ASCII));
        }
        while (true) {
            Message message = pipe.read();
            switch (behaviour) {
                case THROW -> throw new IllegalStateException("as told");
                case RETURN -> {
                    return;
                }
                case HANG -> hang();
                case INVALID_CODE -> writeInvalidCode(pipe);
                default -> pipe.write(message);
            }
        }
    }

    @Override
    public Map<String, Object> nodeInfo() {
        return Map.of("release", release);
    }

    private void writeInvalidCode(MessagePipe pipe) throws Exception {
        try {
            pipe.write(messageCount, new byte[] {1});
        } catch (DisconnectException refused) {
            pipe.write(0, refused.reason().toString().getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static void hang() {
        while (true) {
            try {
                Thread.currentThread().join();
            } catch (InterruptedException ignored) {
                // That is what hanging means.
            }
        }
    }
}
