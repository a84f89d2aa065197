package org.jackfield.shell;

import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jackfield.api.Capability;
import org.jackfield.api.PeerEvent;
import org.jackfield.api.PeerEvent.Connected;
import org.jackfield.api.PeerEvent.Disconnected;
import org.jackfield.api.PeerEvent.MessageReceived;
import org.jackfield.api.PeerEvent.MessageSent;
import org.jackfield.api.PeerEvent.SessionParked;
import org.jackfield.api.PeerEvent.SessionResumed;

/** What happens on a link. */
record PeerEventLine(PeerEvent event) implements EventLine {

    /** {@code 12:00:00.123  0a1b2c3d  received      eth/69 code 3, 1.2 KiB}. */
    @Override
    public String text(ZoneId zone) {
        return EventLine.columns(event.at().atZone(zone), event.peer().shortHex(), verb(event), detail(event));
    }

    @Override
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("at", event.at().toString());
        fields.put("peer", event.peer().toString());
        fields.put("event", verb(event));
        if (event instanceof Connected connected) {
            fields.put("address", Addresses.text(connected.remoteAddress()));
            fields.put("inbound", connected.inbound());
            fields.put("shared", texts(connected.shared()));
        } else if (event instanceof Disconnected disconnected) {
            fields.put("reason", disconnected.reason().toString());
            fields.put("code", disconnected.reason().code());
            fields.put("byRemote", disconnected.byRemote());
            fields.put("detail", disconnected.detail());
        } else if (event instanceof SessionParked parked) {
            fields.put("protocol", parked.capability().toString());
        } else if (event instanceof SessionResumed resumed) {
            fields.put("protocol", resumed.capability().toString());
            fields.put("bundle", resumed.bundle());
            fields.put("bundleVersion", resumed.bundleVersion());
            fields.put("pauseMillis", resumed.pause().toNanos() / 1e6);
        } else if (event instanceof MessageSent sent) {
            message(fields, sent.capability(), sent.code(), sent.sizeBytes());
        } else if (event instanceof MessageReceived received) {
            message(fields, received.capability(), received.code(), received.sizeBytes());
        }
        return fields;
    }

    private static void message(Map<String, Object> fields, Capability capability, int code, int sizeBytes) {
        fields.put("protocol", capability.toString());
        fields.put("code", code);
        fields.put("sizeBytes", sizeBytes);
    }

    private static String verb(PeerEvent event) {
        if (event instanceof Connected) {
            return "connected";
        }
        if (event instanceof Disconnected) {
            return "disconnected";
        }
        if (event instanceof SessionParked) {
            return "parked";
        }
        if (event instanceof SessionResumed) {
            return "resumed";
        }
        return event instanceof MessageSent ? "sent" : "received";
    }

    private static String detail(PeerEvent event) {
        if (event instanceof Connected connected) {
            return (connected.inbound() ? "from " : "to ") + Addresses.text(connected.remoteAddress()) + ", sharing "
                    + String.join(" ", texts(connected.shared()));
        }
        if (event instanceof Disconnected disconnected) {
            String who = disconnected.byRemote() ? "it said: " : "we said: ";
            String why = disconnected.detail().isEmpty() ? "" : " (" + disconnected.detail() + ')';
            return who + disconnected.reason() + why;
        }
        if (event instanceof SessionParked parked) {
            return parked.capability().toString();
        }
        if (event instanceof SessionResumed resumed) {
            return resumed.capability() + " by " + resumed.bundle() + ' ' + resumed.bundleVersion() + " after "
                    + Units.duration(resumed.pause());
        }
        if (event instanceof MessageSent sent) {
            return message(sent.capability(), sent.code(), sent.sizeBytes());
        }
        MessageReceived received = (MessageReceived) event;
        return message(received.capability(), received.code(), received.sizeBytes());
    }

    private static String message(Capability capability, int code, int sizeBytes) {
        return capability + " code " + code + ", " + Units.bytes(sizeBytes);
    }

    private static List<String> texts(List<Capability> capabilities) {
        return capabilities.stream().map(Capability::toString).toList();
    }
}
