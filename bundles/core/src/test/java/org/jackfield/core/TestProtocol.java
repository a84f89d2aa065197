package org.jackfield.core;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jackfield.api.Capability;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.Peer;
import org.jackfield.api.Protocol;

/** A protocol that keeps what it reads, unless a test gives it something else to do. */
class TestProtocol implements Protocol {

    /** What a session does. */
    interface Body {
        void run(Peer peer, MessagePipe pipe) throws Exception;
    }

    final BlockingQueue<MessagePipe> pipes = new LinkedBlockingQueue<>();
    final BlockingQueue<Peer> peers = new LinkedBlockingQueue<>();
    final BlockingQueue<Message> read = new LinkedBlockingQueue<>();
    /** How runs ended: the exception, or "returned". */
    final BlockingQueue<Object> ends = new LinkedBlockingQueue<>();

    final BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();

    private final Capability capability;
    private final int messageCount;
    private final Body body;

    TestProtocol(String capability, int messageCount, Body body) {
        this.capability = Capability.parse(capability);
        this.messageCount = messageCount;
        this.body = body;
    }

    TestProtocol(String capability, int messageCount) {
        this(capability, messageCount, null);
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
        threads.add(Thread.currentThread());
        peers.add(peer);
        pipes.add(pipe);
        try {
            if (body != null) {
                body.run(peer, pipe);
            } else {
                readAll(pipe);
            }
            ends.add("returned");
        } catch (Throwable e) {
            ends.add(e);
            throw e;
        }
    }

    private void readAll(MessagePipe pipe) throws Exception {
        while (true) {
            read.add(pipe.read());
        }
    }
}
