package org.jackfield.core;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jackfield.api.PeerEvent;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;

/**
 * The form that peer events have in Event Admin. Topics are {@code org/jackfield/peer/CONNECTED},
 * {@code DISCONNECTED}, {@code SESSION_PARKED}, {@code SESSION_RESUMED}, {@code MESSAGE_SENT} and {@code MESSAGE_RECEIVED}; README.md lists the properties.
 */
final class PeerEventTopics {

    private static final String PREFIX = "org/jackfield/peer/";
    private static final List<String> MESSAGE_TOPICS = List.of(PREFIX + "MESSAGE_SENT", PREFIX + "MESSAGE_RECEIVED");
    private static final List<String> TOPICS = List.of(
            PREFIX + "CONNECTED",
            PREFIX + "DISCONNECTED",
            PREFIX + "SESSION_PARKED",
            PREFIX + "SESSION_RESUMED",
            MESSAGE_TOPICS.get(0),
            MESSAGE_TOPICS.get(1));

    private PeerEventTopics() {}

    /** Whether a handler with these topics, which may end with {@code *}, gets any event of ours. */
    static boolean concernUs(List<String> patterns) {
        return TOPICS.stream().anyMatch(topic -> matches(patterns, topic));
    }

    /** Whether it gets events of messages. */
    static boolean concernMessages(List<String> patterns) {
        return MESSAGE_TOPICS.stream().anyMatch(topic -> matches(patterns, topic));
    }

    static Event toEvent(PeerEvent event) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("event", event);
        properties.put("peer", event.peer().toString());
        properties.put(EventConstants.TIMESTAMP, event.at().toEpochMilli());
        if (event instanceof PeerEvent.Connected connected) {
            properties.put("remoteAddress", connected.remoteAddress().toString());
            properties.put("inbound", connected.inbound());
            properties.put(
                    "shared", connected.shared().stream().map(Object::toString).toArray(String[]::new));
        } else if (event instanceof PeerEvent.Disconnected disconnected) {
            properties.put("reason", disconnected.reason().code());
            properties.put("reasonText", disconnected.reason().toString());
            properties.put("byRemote", disconnected.byRemote());
            properties.put("detail", disconnected.detail());
        } else if (event instanceof PeerEvent.SessionParked parked) {
            properties.put("capability", parked.capability().toString());
        } else if (event instanceof PeerEvent.SessionResumed resumed) {
            properties.put("capability", resumed.capability().toString());
            properties.put("bundle", resumed.bundle());
            properties.put("bundleVersion", resumed.bundleVersion());
            properties.put("pauseMillis", resumed.pause().toMillis());
        } else if (event instanceof PeerEvent.MessageSent sent) {
            message(properties, sent.capability(), sent.code(), sent.sizeBytes());
        } else if (event instanceof PeerEvent.MessageReceived received) {
            message(properties, received.capability(), received.code(), received.sizeBytes());
        }
        return new Event(topic(event), properties);
    }

    private static void message(Map<String, Object> properties, Object capability, int code, int sizeBytes) {
        properties.put("capability", capability.toString());
        properties.put("code", code);
        properties.put("sizeBytes", sizeBytes);
    }

    private static String topic(PeerEvent event) {
        String name = event.getClass().getSimpleName();
        return PREFIX + name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }

    private static boolean matches(List<String> patterns, String topic) {
        return patterns.stream()
                .anyMatch(pattern -> pattern.endsWith("*")
                        ? topic.startsWith(pattern.substring(0, pattern.length() - 1))
                        : pattern.equals(topic));
    }
}
