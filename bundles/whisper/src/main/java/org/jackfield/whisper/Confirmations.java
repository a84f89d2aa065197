package org.jackfield.whisper;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jackfield.api.Message;
import org.jackfield.api.session.MessageSource;
import org.jackfield.api.session.Outgoing;
import org.jackfield.crypto.Hash;

/**
 * Confirms packets of envelopes. The session's thread adds, its writer takes: a peer that does not read must not keep us from
 * reading. While too much waits no more is added; a sender that does not hear of an envelope sends it again, or not.
 */
final class Confirmations implements MessageSource {

    /** Well below what a session may leave to the next. */
    static final int MAX_WAITING_BYTES = 1 << 18;

    private final Runnable wake;
    private final ConcurrentLinkedQueue<Message> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingBytes = new AtomicInteger();

    /**
     * @param left by a former session
     */
    Confirmations(List<Message> left, Runnable wake) {
        this.wake = wake;
        left.forEach(this::add);
    }

    void confirm(Hash batch, List<Verdict.Refusal> refusals) {
        Message verdict = new Message(PacketCode.VERDICT, new Verdict(batch, refusals).encoded());
        Message received = new Message(PacketCode.BATCH, Verdict.encodeBatch(batch));
        if (waitingBytes.get() + verdict.size() + received.size() <= MAX_WAITING_BYTES) {
            add(verdict);
            add(received);
            wake.run();
        }
    }

    private void add(Message message) {
        waitingBytes.addAndGet(message.size());
        waiting.add(message);
    }

    @Override
    public Optional<Outgoing> next() {
        return Optional.ofNullable(waiting.peek()).map(message -> new Outgoing(message, this::sent));
    }

    private void sent() {
        waitingBytes.addAndGet(-waiting.remove().size());
    }

    /** What no writer has taken. */
    List<Message> unsent() {
        return List.copyOf(waiting);
    }
}
