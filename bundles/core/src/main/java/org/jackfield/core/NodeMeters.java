package org.jackfield.core;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntSupplier;
import java.util.function.ToDoubleFunction;
import org.jackfield.api.Capability;
import org.jackfield.core.Traffic.Counts;

/**
 * What this node tells micrometer. A message is counted by a plain adder, which micrometer reads when asked; no meter
 * is looked up while messages flow. Protocols' counters go on over their releases.
 */
final class NodeMeters implements AutoCloseable {

    private static final String PREFIX = "jackfield.";

    private final MeterRegistry registry;
    private final Map<Capability, Traffic> traffic = new ConcurrentHashMap<>();
    private final Map<String, Counter> handshakeFailures = new ConcurrentHashMap<>();
    private final Map<String, Counter> handOverFailures = new ConcurrentHashMap<>();
    private final Map<Capability, Counter> dropped = new ConcurrentHashMap<>();
    private final Map<Capability, Timer> pauses = new ConcurrentHashMap<>();
    private final Queue<Meter> meters = new ConcurrentLinkedQueue<>();
    private final Counter dials;

    NodeMeters(MeterRegistry registry) {
        this.registry = registry;
        dials = keep(Counter.builder(PREFIX + "dials")
                .description("connections tried by this node")
                .register(registry));
    }

    /** Shows the number of connected peers. */
    void peers(IntSupplier count) {
        keep(Gauge.builder(PREFIX + "peers", count, IntSupplier::getAsInt)
                .description("peers connected")
                .strongReference(true)
                .register(registry));
    }

    /** Shows the number of sessions that wait for the next release of their protocol. */
    void parked(IntSupplier count) {
        keep(Gauge.builder(PREFIX + "sessions.parked", count, IntSupplier::getAsInt)
                .description("sessions that wait for the next release of their protocol")
                .strongReference(true)
                .register(registry));
    }

    /** A release went on with a session. */
    void handedOver(Capability capability, Duration pause) {
        pauses.computeIfAbsent(
                        capability,
                        c -> keep(Timer.builder(PREFIX + "handover.pause")
                                .description("from the call to leave a session to its resumption")
                                .tags(tags(c))
                                .register(registry)))
                .record(pause);
    }

    /** No release went on with a session. */
    void handOverFailed(String cause) {
        handOverFailures
                .computeIfAbsent(
                        cause,
                        key -> keep(Counter.builder(PREFIX + "handover.failures")
                                .description("sessions of resumable protocols that nobody went on with")
                                .tags("cause", cause)
                                .register(registry)))
                .increment();
    }

    /** A message came for a session that has ended while its link goes on. */
    void dropped(Capability capability) {
        dropped.computeIfAbsent(
                        capability,
                        c -> keep(Counter.builder(PREFIX + "messages.dropped")
                                .description("messages for sessions that have ended while their link goes on")
                                .tags(tags(c))
                                .register(registry)))
                .increment();
    }

    private static Tags tags(Capability capability) {
        return Tags.of("protocol", capability.name(), "version", Integer.toString(capability.version()));
    }

    /** The counters of a capability; the same at each call. */
    Traffic traffic(Capability capability, int messageCount) {
        return traffic.computeIfAbsent(capability, c -> {
            Traffic counters = new Traffic(messageCount);
            show(c, "received", counters.received());
            show(c, "sent", counters.sent());
            return counters;
        });
    }

    void dialed() {
        dials.increment();
    }

    /**
     * A link came to nothing.
     *
     * @param by who ended it: {@code us}, {@code peer} or {@code network}
     */
    void handshakeFailed(String by, String reason) {
        handshakeFailures
                .computeIfAbsent(
                        by + ':' + reason,
                        key -> keep(Counter.builder(PREFIX + "handshake.failures")
                                .description("links that ended before both sides were connected")
                                .tags("by", by, "reason", reason)
                                .register(registry)))
                .increment();
    }

    /** Takes everything of ours out of the registry. */
    @Override
    public void close() {
        meters.forEach(registry::remove);
        meters.clear();
    }

    private void show(Capability capability, String direction, Counts[] counts) {
        for (int code = 0; code < counts.length; code++) {
            Tags tags = tags(capability)
                    .and("direction", direction, "code", code == Traffic.MAX_CODES ? "more" : Integer.toString(code));
            show("messages", "messages of protocols", tags, counts[code], Counts::messages);
            show("payload", "bytes of protocols' messages, before compression", tags, counts[code], Counts::bytes);
        }
    }

    private void show(String name, String text, Tags tags, Counts counts, ToDoubleFunction<Counts> reading) {
        keep(FunctionCounter.builder(PREFIX + name, counts, reading)
                .description(text)
                .tags(tags)
                .register(registry));
    }

    private <M extends Meter> M keep(M meter) {
        meters.add(meter);
        return meter;
    }
}
