package org.jackfield.rpc;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which pages may open a WebSocket here. A browser lets any page do so and only tells where it comes from, so this is all
 * that keeps pages out; who is not a browser tells nothing and is let in.
 *
 * @param allowed {@code scheme://host:port}, {@code host:port} or less of it; {@code *} for any. As in go-ethereum, what a
 *     rule leaves out is not compared
 */
record OriginRule(List<String> allowed) {

    OriginRule {
        allowed = allowed.stream()
                .map(rule -> rule.strip().toLowerCase(Locale.ROOT))
                .filter(rule -> !rule.isEmpty())
                .toList();
    }

    static OriginRule of(String... allowed) {
        return new OriginRule(Arrays.asList(allowed));
    }

    boolean admits(Optional<String> origin) {
        return origin.isEmpty()
                || allowed.contains("*")
                || Origin.parse(origin.get()).filter(this::matchesAny).isPresent();
    }

    private boolean matchesAny(Origin origin) {
        return allowed.stream()
                .anyMatch(rule -> Origin.parse(rule).filter(origin::has).isPresent());
    }

    /** @param port as text, empty if it is not told */
    private record Origin(String scheme, String host, String port) {

        static Optional<Origin> parse(String text) {
            String lower = text.strip().toLowerCase(Locale.ROOT);
            boolean withScheme = lower.contains("://");
            try {
                URI uri = URI.create(withScheme ? lower : "any://" + lower);
                return Optional.ofNullable(uri.getHost())
                        .map(host -> new Origin(
                                withScheme ? uri.getScheme() : "",
                                host,
                                uri.getPort() < 0 ? "" : String.valueOf(uri.getPort())));
            } catch (IllegalArgumentException e) {
                // What cannot be read is nobody's origin.
                return Optional.empty();
            }
        }

        /** Whether all that {@code rule} names is so here. */
        boolean has(Origin rule) {
            return (rule.scheme.isEmpty() || rule.scheme.equals(scheme))
                    && rule.host.equals(host)
                    && (rule.port.isEmpty() || rule.port.equals(port));
        }
    }
}
