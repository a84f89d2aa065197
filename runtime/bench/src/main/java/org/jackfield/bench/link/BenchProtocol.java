package org.jackfield.bench.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jackfield.api.Capability;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.Peer;
import org.jackfield.api.Protocol;
import org.jackfield.bench.Latencies;
import org.jackfield.bench.Payloads;

/** What floods and round trips are made of, under any name. A pair's link is the one that this node has dialed. */
final class BenchProtocol implements Protocol {

    /** To be counted. */
    private static final int DATA = 0;

    /** Of the data. */
    static final int END = 1;

    /** How many have come: 8 bytes, big-endian. */
    static final int COUNTED = 2;

    /** To be sent back. */
    private static final int PING = 3;

    private static final int PONG = 4;

    /** Of data and their end: 4 bytes of size, 4 of milliseconds, 4 of microseconds from one to the next, big-endian. */
    private static final int ORDER = 5;

    private final String name;
    private final Runnable connected;
    private final BlockingQueue<MessagePipe> sessions = new LinkedBlockingQueue<>();
    private final BlockingQueue<Long> counts = new LinkedBlockingQueue<>();
    private final BlockingQueue<Latencies.Summary> journeys = new LinkedBlockingQueue<>();
    private volatile Journey journey;

    /** Pings, one at a time. */
    private static final class Journey {
        final byte[] payload;
        final long untilNanos;
        final Latencies latencies = new Latencies();
        volatile long sentNanos;

        Journey(byte[] payload, long untilNanos) {
            this.payload = payload;
            this.untilNanos = untilNanos;
        }
    }

    /** @param connected called when the session of a pair begins */
    BenchProtocol(String name, Runnable connected) {
        this.name = name;
        this.connected = connected;
    }

    @Override
    public Capability capability() {
        return new Capability(name, 1);
    }

    @Override
    public int messageCount() {
        return ORDER + 1;
    }

    @Override
    public void run(Peer peer, MessagePipe pipe) throws IOException, InterruptedException {
        if (!peer.inbound()) {
            sessions.add(pipe);
            connected.run();
        }
        long arrived = 0;
        while (true) {
            Message message = pipe.read();
            switch (message.code()) {
                case DATA -> arrived++;
                case END -> {
                    pipe.write(
                            COUNTED,
                            ByteBuffer.allocate(Long.BYTES).putLong(arrived).array());
                    arrived = 0;
                }
                case COUNTED -> counts.add(ByteBuffer.wrap(message.payload()).getLong());
                case PING -> pipe.write(PONG, message.payload());
                case ORDER -> obey(pipe, ByteBuffer.wrap(message.payload()));
                default -> pong(pipe);
            }
        }
    }

    /** Sends for so long; the answer comes when all has. */
    String flood(byte[] payload, long millis) throws IOException, InterruptedException {
        long began = System.nanoTime();
        long count = send(session(), payload, millis, 0);
        long arrived = counts.take();
        return arrived == count
                ? "flood " + count + ' ' + (System.nanoTime() - began)
                : "fault " + arrived + " of " + count + " have come";
    }

    private static long send(MessagePipe pipe, byte[] payload, long millis, long pauseNanos)
            throws IOException, InterruptedException {
        long began = System.nanoTime();
        long nanos = Duration.ofMillis(millis).toNanos();
        long count = 0;
        while (System.nanoTime() - began < nanos) {
            pipe.write(DATA, payload);
            count++;
            if (pauseNanos > 0) {
                LockSupport.parkNanos(began + count * pauseNanos - System.nanoTime());
            }
        }
        pipe.write(END, new byte[0]);
        return count;
    }

    private static void obey(MessagePipe pipe, ByteBuffer order) {
        byte[] payload = Payloads.random(order.getInt());
        long millis = order.getInt();
        long pauseNanos = TimeUnit.MICROSECONDS.toNanos(order.getInt());
        Thread writer = new Thread(() -> {
            try {
                send(pipe, payload, millis, pauseNanos);
            } catch (IOException | InterruptedException e) {
                // The link has ended, as the other side sees too.
            }
        });
        writer.setDaemon(true);
        writer.start();
    }

    /** Sends pings for so long, the next one when the last has come back. */
    String trips(byte[] payload, long millis) throws IOException, InterruptedException {
        MessagePipe pipe = session();
        Journey next = new Journey(
                payload, System.nanoTime() + Duration.ofMillis(millis).toNanos());
        journey = next;
        next.sentNanos = System.nanoTime();
        pipe.write(PING, payload);
        Latencies.Summary summary = journeys.take();
        return summary.count() + " " + summary.p50() + ' ' + summary.p99() + ' ' + summary.p999();
    }

    /** On the session's thread: no other is in between. */
    private void pong(MessagePipe pipe) throws IOException, InterruptedException {
        Journey current = journey;
        long now = System.nanoTime();
        current.latencies.record(now - current.sentNanos);
        if (now - current.untilNanos >= 0) {
            journeys.add(current.latencies.summary());
        } else {
            current.sentNanos = System.nanoTime();
            pipe.write(PING, current.payload);
        }
    }

    private MessagePipe session() throws InterruptedException {
        MessagePipe pipe = sessions.take();
        sessions.add(pipe);
        return pipe;
    }
}
