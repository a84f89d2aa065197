package org.jackfield.core;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jackfield.api.Capability;
import org.jackfield.core.Departure.Way;

/**
 * Whether a link goes on when one of its protocols does not, by protocol name.
 *
 * @param onRemoval for a protocol that is withdrawn and that nobody goes on with
 * @param onFailure for one that throws what nobody has asked for; a protocol that ends the link on purpose, or because
 *     the peer broke its rules, does so under every policy
 */
record Policies(Choice onRemoval, Choice onFailure) {

    private static final String DISCONNECT = "disconnect";

    /**
     * Reads the two lists of the configuration.
     *
     * @throws IllegalArgumentException if one is wrong; the message names the key and is fit for a person
     */
    static Policies parse(String[] onRemoval, String[] onFailure) {
        return new Policies(
                Choice.parse("onRemoval", onRemoval, "keep-link"), Choice.parse("onFailure", onFailure, "isolate"));
    }

    boolean keepsLink(Way way, Capability capability) {
        return switch (way) {
            case WITHDRAWN -> onRemoval.keepsLink(capability.name());
            case FAILED -> onFailure.keepsLink(capability.name());
            case DECIDED, HANDED_OVER -> false;
        };
    }

    /** A policy for all protocols, and other ones for some. */
    record Choice(boolean general, Map<String, Boolean> byName) {

        /** Entries are {@code POLICY} or {@code NAME=POLICY}; the last one counts. */
        private static Choice parse(String key, String[] values, String keeping) {
            boolean general = false;
            Map<String, Boolean> byName = new HashMap<>();
            for (String entry : Settings.words(values)) {
                int equals = entry.indexOf('=');
                String policy = entry.substring(equals + 1);
                if (!List.of(DISCONNECT, keeping).contains(policy) || equals == 0) {
                    throw new IllegalArgumentException(
                            key + ": " + DISCONNECT + " or " + keeping + " expected, also as NAME=..., got " + entry);
                }
                if (equals < 0) {
                    general = policy.equals(keeping);
                } else {
                    byName.put(entry.substring(0, equals), policy.equals(keeping));
                }
            }
            return new Choice(general, Map.copyOf(byName));
        }

        private boolean keepsLink(String name) {
            return byName.getOrDefault(name, general);
        }
    }
}
