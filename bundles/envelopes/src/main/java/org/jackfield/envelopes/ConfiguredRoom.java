package org.jackfield.envelopes;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jackfield.envelopes.RateLimits.Rates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the configuration comes down to; for what it cannot mean there is the default, and a line in the log. */
record ConfiguredRoom(EnvelopesConfiguration from) {

    static final double DEFAULT_MIN_WORK = 0.2;
    static final int DEFAULT_MAX_MESSAGE_BYTES = 1 << 20;
    static final int DEFAULT_CYCLE_MILLIS = 300;

    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredRoom.class);

    PoolSettings settings() {
        double minWork = from.minWork();
        if (!(minWork >= 0 && minWork < Double.POSITIVE_INFINITY)) {
            minWork = instead("minWork", minWork, DEFAULT_MIN_WORK);
        }
        int maxBytes = from.maxMessageBytes();
        if (maxBytes < 1 || maxBytes > PoolSettings.MAX_MESSAGE_BYTES) {
            maxBytes = instead("maxMessageBytes", maxBytes, DEFAULT_MAX_MESSAGE_BYTES);
        }
        return new PoolSettings(minWork, Bloom.FULL, from.light(), maxBytes, generation());
    }

    EnvelopeTable table() {
        return new EnvelopeTable(Math.max(1, from.maxEnvelopes()), Math.max(1L, from.maxMebibytes()) << 20);
    }

    Rates rates() {
        return new Rates(
                Math.max(0, from.peerPackets()),
                Math.max(0, from.peerBytes()),
                Math.max(0, from.addressPackets()),
                Math.max(0, from.addressBytes()),
                Math.max(1, from.burstSeconds()));
    }

    int cycleMillis() {
        return from.cycleMillis() > 0
                ? from.cycleMillis()
                : instead("cycleMillis", from.cycleMillis(), DEFAULT_CYCLE_MILLIS);
    }

    /** Whom own envelopes are sealed for. */
    Set<Generation> sealFor() {
        if (from.sealFor().equalsIgnoreCase("both")) {
            return Set.of(Generation.values());
        }
        return Set.of(named(from.sealFor()).orElseGet(() -> instead("sealFor", from.sealFor(), Generation.LATER)));
    }

    int sealThreads() {
        int processors = Runtime.getRuntime().availableProcessors();
        return from.sealThreads() > 0 ? from.sealThreads() : Math.max(1, processors - 1);
    }

    private Generation generation() {
        return named(from.generation()).orElseGet(() -> instead("generation", from.generation(), Generation.LATER));
    }

    private static Optional<Generation> named(String name) {
        try {
            return Optional.of(Generation.valueOf(name.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static <T> T instead(String key, Object value, T used) {
        LOG.warn("org.jackfield.envelopes: {} cannot be {}, {} is used", key, value, used);
        return used;
    }
}
