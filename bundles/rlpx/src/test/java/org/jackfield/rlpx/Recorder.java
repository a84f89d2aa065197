package org.jackfield.rlpx;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.Message;
import org.jackfield.api.transport.LinkHandler;

/** Keeps what happens on a link, in order. */
class Recorder implements LinkHandler {

    static final long DEADLINE_SECONDS = 20;

    final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    final BlockingQueue<String> writables = new LinkedBlockingQueue<>();
    final BlockingQueue<IOException> ends = new LinkedBlockingQueue<>();
    final BlockingQueue<String> closings = new LinkedBlockingQueue<>();

    @Override
    public void received(int code, byte[] payload) {
        messages.add(new Message(code, payload));
    }

    @Override
    public void writable() {
        writables.add("writable");
    }

    @Override
    public void ended(IOException cause) {
        ends.add(cause);
    }

    @Override
    public void closed() {
        closings.add("closed");
    }

    Message message() throws InterruptedException {
        return take(messages);
    }

    List<Integer> codes() {
        List<Integer> codes = new ArrayList<>();
        messages.forEach(message -> codes.add(message.code()));
        return codes;
    }

    /** Waits for the next entry, and fails if it does not come. */
    static <T> T take(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
        assertNotNull(next, "nothing happened in " + DEADLINE_SECONDS + " s");
        return next;
    }
}
