package org.jackfield.core;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jackfield.api.Capability;
import org.jackfield.core.Departure.Way;

/**
 * Whether a link goes on when one of its protocols does not, and whether it does when a new version has come; by
 * protocol name.
 *
 * @param onRemoval for a protocol that is withdrawn and that nobody goes on with
 * @param onFailure for one that throws what nobody has asked for; a protocol that ends the link on purpose, or because
 *     the peer broke its rules, does so under every policy
 * @param onNewVersion whether its links are closed in waves and made anew
 */
record Policies(Choice onRemoval, Choice onFailure, Choice onNewVersion) {

    private static final String DISCONNECT = "disconnect";

    /**
     * Reads the three lists of the configuration.
     *
     * @throws IllegalArgumentException if one is wrong; the message names the key and is fit for a person
     */
    static Policies parse(String[] onRemoval, String[] onFailure, String[] onNewVersion) {
        return new Policies(
                Choice.parse("onRemoval", onRemoval, DISCONNECT, "keep-link"),
                Choice.parse("onFailure", onFailure, DISCONNECT, "isolate"),
                Choice.parse("onNewVersion", onNewVersion, "keep", "renegotiate"));
    }

    boolean keepsLink(Way way, Capability capability) {
        return switch (way) {
            case WITHDRAWN -> onRemoval.holdsFor(capability.name());
            case FAILED -> onFailure.holdsFor(capability.name());
            case DECIDED, HANDED_OVER -> false;
        };
    }

    /** Whether links are brought over by themselves when a new version of a protocol comes. */
    boolean renegotiates(String protocol) {
        return onNewVersion.holdsFor(protocol);
    }

    /** One of two policies for all protocols, and perhaps the other one for some: whether it is the second. */
    record Choice(boolean general, Map<String, Boolean> byName) {

        /** Entries are {@code POLICY} or {@code NAME=POLICY}; the last one counts. */
        private static Choice parse(String key, String[] values, String first, String second) {
            boolean general = false;
            Map<String, Boolean> byName = new HashMap<>();
            for (String entry : Settings.words(values)) {
                int equals = entry.indexOf('=');
                String policy = entry.substring(equals + 1);
                if (!List.of(first, second).contains(policy) || equals == 0) {
                    throw new IllegalArgumentException(
                            key + ": " + first + " or " + second + " expected, also as NAME=..., got " + entry);
                }
                if (equals < 0) {
                    general = policy.equals(second);
                } else {
                    byName.put(entry.substring(0, equals), policy.equals(second));
                }
            }
            return new Choice(general, Map.copyOf(byName));
        }

        private boolean holdsFor(String name) {
            return byName.getOrDefault(name, general);
        }
    }
}
