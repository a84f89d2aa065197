package org.jackfield.bench.tuweni;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.rlpx.RLPxService;
import org.apache.tuweni.rlpx.wire.SubProtocolIdentifier;
import org.apache.tuweni.rlpx.wire.WireConnection;

/** A protocol on a link. */
final class Session {

    /** How many there are. */
    static final int CODES = 6;

    /** To be counted. */
    private static final int DATA = 0;

    /** Of the data. */
    private static final int END = 1;

    /** How many have come: 8 bytes, big-endian. */
    private static final int COUNTED = 2;

    /** To be sent back. */
    private static final int PING = 3;

    private static final int PONG = 4;

    /** Of data and their end: 4 bytes of size, 4 of milliseconds, 4 of microseconds from one to the next, big-endian. */
    private static final int ORDER = 5;

    private final RLPxService service;
    private final SubProtocolIdentifier protocol;
    private final WireConnection link;
    private final Window window;
    private final BlockingQueue<Long> counts = new LinkedBlockingQueue<>();

    /** Of data; the event loop's. */
    private long arrived;

    private volatile Journey journey;

    Session(RLPxService service, SubProtocolIdentifier protocol, WireConnection link, Window window) {
        this.service = service;
        this.protocol = protocol;
        this.link = link;
        this.window = window;
    }

    /** On the link's event loop: must not wait. */
    void received(int code, Bytes payload) {
        switch (code) {
            case DATA -> arrived++;
            case END -> {
                send(COUNTED, Bytes.ofUnsignedLong(arrived));
                arrived = 0;
            }
            case COUNTED -> counts.add(payload.toLong());
            case PING -> send(PONG, payload);
            case ORDER -> obey(payload);
            default -> pong();
        }
    }

    /** Sends for so long; the answer comes when all has. */
    String flood(byte[] payload, long millis) throws InterruptedException {
        long began = System.nanoTime();
        long count = sendFor(payload, millis, 0);
        long confirmed = counts.take();
        return confirmed == count
                ? "flood " + count + ' ' + (System.nanoTime() - began)
                : "fault " + confirmed + " of " + count + " have come";
    }

    /** Sends pings for so long, the next one when the last has come back. */
    String trips(byte[] payload, long millis) throws InterruptedException {
        Journey next = new Journey(Bytes.wrap(payload), millis);
        journey = next;
        next.departs();
        send(PING, next.payload());
        return "trips " + next.summary();
    }

    private void pong() {
        Journey current = journey;
        if (current.goesOn()) {
            send(PING, current.payload());
        }
    }

    private void obey(Bytes order) {
        byte[] payload = Payloads.random(order.getInt(0));
        long millis = order.getInt(Integer.BYTES);
        long pauseNanos = TimeUnit.MICROSECONDS.toNanos(order.getInt(2 * Integer.BYTES));
        Thread writer = new Thread(() -> {
            try {
                sendFor(payload, millis, pauseNanos);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        writer.setDaemon(true);
        writer.start();
    }

    private long sendFor(byte[] payload, long millis, long pauseNanos) throws InterruptedException {
        Bytes content = Bytes.wrap(payload);
        long began = System.nanoTime();
        long nanos = Duration.ofMillis(millis).toNanos();
        long count = 0;
        while (System.nanoTime() - began < nanos) {
            window.enter(payload.length);
            send(DATA, content);
            count++;
            if (pauseNanos > 0) {
                LockSupport.parkNanos(began + count * pauseNanos - System.nanoTime());
            }
        }
        send(END, Bytes.EMPTY);
        return count;
    }

    private void send(int code, Bytes payload) {
        service.send(protocol, code, link, payload);
    }
}
