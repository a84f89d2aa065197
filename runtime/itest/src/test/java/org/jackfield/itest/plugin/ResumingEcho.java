package org.jackfield.itest.plugin;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jackfield.api.Capability;
import org.jackfield.api.HandOverException;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.Peer;
import org.jackfield.api.ResumableProtocol;
import org.jackfield.api.SessionState;

/** Answers every message with its release, a space and the same message; or throws at every third one of a session. */
record ResumingEcho(Capability capability, int messageCount, String release, boolean throwsAtThird)
        implements ResumableProtocol {

    @Override
    public boolean reads(int stateVersion) {
        return stateVersion == 0;
    }

    @Override
    public void resume(Peer peer, MessagePipe pipe, SessionState state) throws Exception {
        run(peer, pipe);
    }

    @Override
    public void run(Peer peer, MessagePipe pipe) throws Exception {
        try {
            for (int number = 1; ; number++) {
                Message message = pipe.read();
                if (throwsAtThird && number % 3 == 0) {
                    throw new IllegalStateException("as told");
                }
                ByteArrayOutputStream answer = new ByteArrayOutputStream();
                answer.writeBytes((release + ' ').getBytes(StandardCharsets.US_ASCII));
                answer.writeBytes(message.payload());
                pipe.write(message.code(), answer.toByteArray());
            }
        } catch (HandOverException signal) {
            throw signal.with(new SessionState(0, new byte[0]));
        }
    }
}
