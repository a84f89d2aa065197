package org.jackfield.core;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jackfield.api.Message;

/**
 * Ways of a message from one thread to another: what a link takes, and what there is besides. Public for the code that
 * JMH generates.
 */
public enum HandOff {
    /** From the event loop to a session, which sleeps while there is nothing. */
    INBOX(Sleeping::new),
    /** The queue in it alone: the reader does not sleep. */
    SPSC_QUEUE(() -> {
        SpscQueue<Message> queue = new SpscQueue<>();
        return new Spinning(queue::offer, queue::poll);
    }),
    LINKED_BLOCKING_QUEUE(() -> new Blocking(new LinkedBlockingQueue<>())),
    ARRAY_BLOCKING_QUEUE(() -> new Blocking(new ArrayBlockingQueue<>(HandOff.MOST))),
    /** From a session to the event loop, which never waits. */
    OUTBOX(() -> {
        Outbox outbox = new Outbox(0, HandOff.NO_BOUND, message -> {}, () -> {});
        return new Spinning(outbox.open()::put, outbox::poll);
    }),
    /** What the JDK has for that, without a bound. */
    CONCURRENT_LINKED_QUEUE(() -> {
        ConcurrentLinkedQueue<Message> queue = new ConcurrentLinkedQueue<>();
        return new Spinning(queue::add, queue::poll);
    }),
    /** Room for one message, and the reader put to sleep and woken. */
    PARK(Slot::new);

    /** So many messages may be under way; whoever puts them in sees to it. */
    static final int MOST = 1 << 14;

    private static final long NO_BOUND = 1L << 40;

    private final Supplier<Box> boxes;

    HandOff(Supplier<Box> boxes) {
        this.boxes = boxes;
    }

    Box open() {
        return boxes.get();
    }

    /** One thread puts in, one takes out. */
    interface Box {

        /** Puts a message in so many times: what an event loop has read at once. */
        void put(Message message, int times) throws IOException, InterruptedException;

        Message take() throws IOException, InterruptedException;
    }

    private record Sleeping(Inbox inbox) implements Box {

        Sleeping() {
            this(new Inbox(NO_BOUND, () -> {}, () -> {}));
        }

        @Override
        public void put(Message message, int times) {
            for (int i = 0; i < times; i++) {
                inbox.put(message);
            }
            inbox.announce();
        }

        @Override
        public Message take() throws IOException, InterruptedException {
            Message message = inbox.poll();
            while (message == null) {
                inbox.await(false, 0);
                message = inbox.poll();
            }
            return message;
        }
    }

    private record Blocking(BlockingQueue<Message> queue) implements Box {

        @Override
        public void put(Message message, int times) throws InterruptedException {
            for (int i = 0; i < times; i++) {
                queue.put(message);
            }
        }

        @Override
        public Message take() throws InterruptedException {
            return queue.take();
        }
    }

    private record Spinning(Sink sink, Supplier<Message> source) implements Box {

        @Override
        public void put(Message message, int times) throws IOException, InterruptedException {
            for (int i = 0; i < times; i++) {
                sink.put(message);
            }
        }

        @Override
        public Message take() {
            Message message = source.get();
            while (message == null) {
                Thread.onSpinWait();
                message = source.get();
            }
            return message;
        }
    }

    private interface Sink {
        void put(Message message) throws IOException, InterruptedException;
    }

    private static final class Slot implements Box {

        private volatile Message held;
        private volatile Thread reader;

        @Override
        public void put(Message message, int times) {
            held = message;
            LockSupport.unpark(reader);
        }

        @Override
        public Message take() {
            reader = Thread.currentThread();
            while (held == null) {
                LockSupport.park(this);
            }
            Message taken = held;
            held = null;
            return taken;
        }
    }
}
