package org.jackfield.gateway;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who may call. A page in a browser can make the browser send requests here: one under a name of its own that it points at this
 * address (DNS rebinding) is kept out by the Host header, one from elsewhere by the Origin header, which a browser sends with
 * whatever could change something or be read.
 *
 * @param vhosts names accepted as Host, in lower case; {@code *} accepts any
 */
record HostRule(Set<String> vhosts) {

    // What may be given to InetAddress without it asking a name server.
    private static final Pattern IP_LITERAL = Pattern.compile(
            "(BYTE\\.){3}BYTE|[0-9a-f:.]*:[0-9a-f:.]*".replace("BYTE", "(25[0-5]|2[0-4]\\d|1?\\d?\\d)"));

    HostRule {
        vhosts = Set.copyOf(vhosts);
    }

    /**
     * @param host the header, with or without a port
     * @param origin the header, of whoever sends one
     * @param local the address that the request came in on
     * @throws Refusal if the caller is kept out
     */
    void check(Optional<String> host, Optional<String> origin, InetAddress local) throws Refusal {
        if (host.isPresent() && !accepts(host.get(), local)) {
            throw new Refusal(403, "invalid host specified");
        }
        if (origin.isPresent() && !isOurs(origin.get(), host)) {
            throw new Refusal(403, "requests of other sites' pages are refused");
        }
    }

    /** A page of the gateway's own: same host and port. */
    private static boolean isOurs(String origin, Optional<String> host) {
        try {
            String authority = URI.create(origin.strip()).getRawAuthority();
            return authority != null && host.map(authority::equalsIgnoreCase).orElse(false);
        } catch (IllegalArgumentException e) {
            // What cannot be read is nobody's origin.
            return false;
        }
    }

    private boolean accepts(String header, InetAddress local) {
        String host = withoutPort(header.strip().toLowerCase(Locale.ROOT));
        if (vhosts.contains("*") || vhosts.contains(host)) {
            return true;
        }
        if (!IP_LITERAL.matcher(host).matches()) {
            return false;
        }
        try {
            InetAddress address = InetAddress.getByName(host);
            return address.isLoopbackAddress() || address.equals(local);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static String withoutPort(String host) {
        if (host.startsWith("[")) {
            int end = host.indexOf(']');
            return end < 0 ? host : host.substring(1, end);
        }
        int colon = host.indexOf(':');
        return colon < 0 ? host : host.substring(0, colon);
    }
}
