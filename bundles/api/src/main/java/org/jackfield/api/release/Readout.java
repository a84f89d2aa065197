package org.jackfield.api.release;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jackfield.api.RegisteredProtocol;
import org.jackfield.api.ReleaseStatistics;
import org.jackfield.api.Swap;

/**
 * What programs are told of protocols and releases: the same names and values from the shell's {@code --json} and from
 * JSON-RPC. Ready for JSON, in a fixed order, units in the names; null where there is nothing to tell.
 */
public final class Readout {

    private Readout() {}

    /** With {@link RegisteredProtocol#state} besides its members. */
    public static Map<String, Object> of(RegisteredProtocol protocol) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("capability", protocol.capability().toString());
        fields.put("state", protocol.state());
        fields.put("messageCount", protocol.messageCount());
        fields.put("sessions", protocol.sessions());
        fields.put("parked", protocol.parked());
        fields.put("ranking", protocol.ranking());
        fields.put("canaryShare", protocol.canaryShare());
        fields.put("bundle", protocol.bundle());
        fields.put("bundleVersion", protocol.bundleVersion());
        fields.put("bundleId", protocol.bundleId());
        fields.put("lastSwap", protocol.lastSwap().map(Readout::swap).orElse(null));
        fields.put("statistics", statistics(protocol.statistics()));
        return fields;
    }

    /** The phase by its name here; times as ISO 8601. */
    public static Map<String, Object> of(ReleaseReport report) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("bundle", report.bundle());
        fields.put("bundleId", report.bundleId());
        fields.put("former", report.former());
        fields.put("next", report.next());
        fields.put("phase", report.phase().name());
        fields.put("at", report.at().toString());
        fields.put("watchedUntil", text(report.watchedUntil()));
        fields.put("share", report.share());
        fields.put("reason", report.reason());
        fields.put("formerStatistics", statistics(report.formerStatistics()));
        fields.put("nextStatistics", statistics(report.nextStatistics()));
        return fields;
    }

    /** The state by its name there. */
    public static Map<String, Object> of(Renegotiation.Progress progress) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("protocol", progress.protocol());
        fields.put("state", progress.state().name());
        fields.put("atOnce", progress.atOnce());
        fields.put("peersAtStart", progress.peersAtStart());
        fields.put("floor", progress.floor());
        fields.put("toDo", progress.toDo());
        fields.put("away", progress.away());
        fields.put("done", progress.done());
        fields.put("unchanged", progress.unchanged());
        fields.put("lost", progress.lost());
        fields.put("inbound", progress.inbound());
        return fields;
    }

    private static Map<String, Object> swap(Swap swap) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("at", swap.at().toString());
        fields.put("sessions", swap.sessions());
        fields.put("longestPauseMillis", millis(swap.longestPause()));
        return fields;
    }

    private static Map<String, Object> statistics(ReleaseStatistics statistics) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("sessions", statistics.sessions());
        fields.put("sessionSeconds", statistics.sessionTime().toMillis() / 1e3);
        fields.put("received", statistics.received());
        fields.put("sent", statistics.sent());
        fields.put("failures", statistics.failures());
        fields.put("disconnects", statistics.disconnects());
        fields.put("handlingP99Millis", millis(statistics.handlingP99()));
        return fields;
    }

    private static String text(Optional<Instant> time) {
        return time.map(Instant::toString).orElse(null);
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
