package org.jackfield.itest;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.Capability;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.Peer;
import org.jackfield.api.Protocol;

/** A test's end of a protocol: hands each session to the test, which reads and writes it. */
final class RecordingProtocol implements Protocol {

    private static final long DEADLINE_SECONDS = 20;

    private final Capability capability;
    private final int messageCount;
    private final BlockingQueue<Session> sessions = new LinkedBlockingQueue<>();

    RecordingProtocol(String capability, int messageCount) {
        this.capability = Capability.parse(capability);
        this.messageCount = messageCount;
    }

    @Override
    public Capability capability() {
        return capability;
    }

    @Override
    public int messageCount() {
        return messageCount;
    }

    @Override
    public void run(Peer peer, MessagePipe pipe) throws Exception {
        Session session = new Session(peer, pipe);
        sessions.add(session);
        try {
            while (true) {
                session.received.add(pipe.read());
            }
        } finally {
            session.over.countDown();
        }
    }

    /** Waits for the next session. */
    Session session() throws InterruptedException {
        Session session = sessions.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
        if (session == null) {
            throw new AssertionError("no session of " + capability + " in " + DEADLINE_SECONDS + " s");
        }
        return session;
    }

    /** One run with one peer. */
    static final class Session {
        private final Peer peer;
        private final MessagePipe pipe;
        private final BlockingQueue<Message> received = new LinkedBlockingQueue<>();
        private final CountDownLatch over = new CountDownLatch(1);

        private Session(Peer peer, MessagePipe pipe) {
            this.peer = peer;
            this.pipe = pipe;
        }

        Peer peer() {
            return peer;
        }

        void send(int code, String text) throws Exception {
            pipe.write(code, text.getBytes(StandardCharsets.UTF_8));
        }

        /** The next message as {@code code:text}. */
        String receive() throws InterruptedException {
            Message message = received.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("no message in " + DEADLINE_SECONDS + " s");
            }
            return message.code() + ":" + new String(message.payload(), StandardCharsets.UTF_8);
        }

        /** Sends a message and waits for the one that answers it. */
        String ask(int code, String text) throws Exception {
            send(code, text);
            return receive();
        }

        boolean awaitEnd() throws InterruptedException {
            return over.await(DEADLINE_SECONDS, TimeUnit.SECONDS);
        }

        boolean isOver() {
            return over.getCount() == 0;
        }
    }
}
