package org.jackfield.core;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
    private final List<Meter> meters = new ArrayList<>();
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
        synchronized (meters) {
            meters.forEach(registry::remove);
            meters.clear();
        }
    }

    private void show(Capability capability, String direction, Counts[] counts) {
        for (int code = 0; code < counts.length; code++) {
            Tags tags = Tags.of(
                    "protocol",
                    capability.name(),
                    "version",
                    Integer.toString(capability.version()),
                    "direction",
                    direction,
                    "code",
                    code == Traffic.MAX_CODES ? "more" : Integer.toString(code));
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
        synchronized (meters) {
            meters.add(meter);
        }
        return meter;
    }
}
