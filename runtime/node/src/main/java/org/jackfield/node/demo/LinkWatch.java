package org.jackfield.node.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Reads what {@code p2p:events --json} prints in one node's shell: counts messages by protocol, and enters what happens
 * to the link into the timeline. For any thread.
 */
final class LinkWatch {

    private final ObjectMapper json = new ObjectMapper();
    private final Timeline timeline;
    private final Map<String, Count> counts = new TreeMap<>();

    /** Messages of one protocol, both ways. */
    private static final class Count {
        private long in;
        private long out;
    }

    LinkWatch(Timeline timeline) {
        this.timeline = timeline;
    }

    /** One line of the shell's output; what is no event is passed over. */
    void line(String line) {
        int brace = line.indexOf('{');
        if (brace < 0) {
            return;
        }
        try {
            event(json.readTree(line.substring(brace)));
        } catch (JsonProcessingException e) {
            // The shell's other output: not for us.
        }
    }

    /** All counters in one short line. */
    synchronized String counters() {
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + ' ' + entry.getValue().out + '/' + entry.getValue().in)
                .collect(Collectors.joining("  ", "messages out/in  ", ""));
    }

    private void event(JsonNode event) {
        switch (event.path("event").asText()) {
            case "connected" -> timeline.event("link up, speaking " + words(event.path("shared")));
            case "disconnected" ->
                timeline.event("link down: "
                        + event.path("reason").asText()
                        + (event.path("byRemote").asBoolean() ? " (said the other node)" : " (said this node)"));
            case "parked" ->
                timeline.event(event.path("protocol").asText() + " parked: A's session waits for a release");
            case "resumed" ->
                timeline.event(event.path("protocol").asText() + " resumed by release "
                        + event.path("bundleVersion").asText()
                        + String.format(
                                Locale.ROOT,
                                ", after %.0f ms",
                                event.path("pauseMillis").asDouble()));
            case "sent" -> count(event, 1, 0);
            case "received" -> count(event, 0, 1);
            default -> {}
        }
    }

    private synchronized void count(JsonNode event, int sent, int received) {
        Count count = counts.computeIfAbsent(name(event), any -> new Count());
        count.out += sent;
        count.in += received;
    }

    private static String name(JsonNode event) {
        return event.path("protocol").asText().split("/")[0];
    }

    private static String words(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(" "));
    }
}
