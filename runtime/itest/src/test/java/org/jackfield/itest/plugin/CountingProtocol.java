package org.jackfield.itest.plugin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jackfield.api.Capability;
import org.jackfield.api.HandOverException;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.Peer;
import org.jackfield.api.ResumableProtocol;
import org.jackfield.api.SessionState;

/**
 * Sends numbers and reads numbers, as fast as it can and without a gap, over all its releases. At the {@link #LAST}
 * message it stops, and answers with how far it came both ways.
 *
 * <pre>
 *   NUMBER  number | release     (4 bytes each)
 *   LAST    empty; the answer: numbers read | numbers written
 * </pre>
 */
public record CountingProtocol(Capability capability, int messageCount, int release) implements ResumableProtocol {

    public static final int NUMBER = 0;
    public static final int LAST = 1;

    private static final int STATE_VERSION = 1;

    @Override
    public boolean reads(int stateVersion) {
        return stateVersion == STATE_VERSION;
    }

    @Override
    public void run(Peer peer, MessagePipe pipe) throws Exception {
        count(pipe, 0, 0);
    }

    @Override
    public void resume(Peer peer, MessagePipe pipe, SessionState state) throws Exception {
        ByteBuffer bytes = ByteBuffer.wrap(state.bytes());
        count(pipe, bytes.getInt(), bytes.getInt());
    }

    private void count(MessagePipe pipe, int firstToRead, int firstToWrite) throws Exception {
        Writer writer = new Writer(pipe, firstToWrite);
        writer.start();
        int next = firstToRead;
        try {
            while (true) {
                Message message = pipe.read();
                if (message.code() == LAST) {
                    pipe.write(LAST, pair(next, writer.end()));
                } else if (ByteBuffer.wrap(message.payload()).getInt() != next++) {
                    throw new IllegalStateException("not the number " + (next - 1));
                }
            }
        } catch (HandOverException signal) {
            throw signal.with(new SessionState(STATE_VERSION, pair(next, writer.end())));
        } finally {
            writer.end();
        }
    }

    private static byte[] pair(int first, int second) {
        return ByteBuffer.allocate(2 * Integer.BYTES)
                .putInt(first)
                .putInt(second)
                .array();
    }

    private final class Writer extends Thread {

        private final MessagePipe pipe;
        private final AtomicBoolean over = new AtomicBoolean();
        private int next;

        Writer(MessagePipe pipe, int first) {
            this.pipe = pipe;
            this.next = first;
        }

        /** Returns the first number that was not written. */
        int end() throws InterruptedException {
            over.set(true);
            join();
            return next;
        }

        @Override
        public void run() {
            try {
                while (!over.get()) {
                    pipe.write(NUMBER, pair(next, release));
                    next++;
                }
            } catch (IOException | InterruptedException e) {
                // Refused: this number was not sent.
            }
        }
    }
}
