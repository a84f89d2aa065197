package org.jackfield.core;

import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jackfield.api.HandOverException;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.Peer;
import org.jackfield.api.ResumableProtocol;
import org.jackfield.api.SessionState;

/** A protocol that keeps what it reads, and hands over how many messages that were, over all releases. */
class ResumableTestProtocol extends TestProtocol implements ResumableProtocol {

    static final int STATE_VERSION = 3;

    /** What sessions were resumed with. */
    final BlockingQueue<SessionState> resumed = new LinkedBlockingQueue<>();

    private final Body first;

    ResumableTestProtocol(String capability, int messageCount) {
        this(capability, messageCount, (peer, pipe) -> {});
    }

    /**
     * @param first what a session does before it reads
     */
    ResumableTestProtocol(String capability, int messageCount, Body first) {
        super(capability, messageCount, (peer, pipe) -> {});
        this.first = first;
    }

    @Override
    public boolean reads(int stateVersion) {
        return stateVersion == STATE_VERSION;
    }

    @Override
    public void run(Peer peer, MessagePipe pipe) throws Exception {
        speak(peer, pipe, 0);
    }

    @Override
    public void resume(Peer peer, MessagePipe pipe, SessionState state) throws Exception {
        resumed.add(state);
        speak(peer, pipe, count(state));
    }

    static int count(SessionState state) {
        return ByteBuffer.wrap(state.bytes()).getInt();
    }

    static SessionState state(int count) {
        return new SessionState(
                STATE_VERSION, ByteBuffer.allocate(Integer.BYTES).putInt(count).array());
    }

    private void speak(Peer peer, MessagePipe pipe, int before) throws Exception {
        threads.add(Thread.currentThread());
        peers.add(peer);
        pipes.add(pipe);
        int count = before;
        try {
            first.run(peer, pipe);
            while (true) {
                Message message = pipe.read();
                count++;
                read.add(message);
            }
        } catch (HandOverException signal) {
            ends.add(signal);
            throw signal.with(state(count));
        } catch (Throwable e) {
            ends.add(e);
            throw e;
        }
    }
}
