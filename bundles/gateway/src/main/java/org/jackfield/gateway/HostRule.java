package org.jackfield.gateway;

import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;
import org.jackfield.api.http.HostNames;

/**
 * Who may call. A page in a browser can make the browser send requests here: one under a name of its own that it points at this
 * address (DNS rebinding) is kept out by the Host header, one from elsewhere by the Origin header, which a browser sends with
 * whatever could change something or be read.
 *
 * @param hosts names accepted as Host
 */
record HostRule(HostNames hosts) {

    /**
     * @param host the header, with or without a port
     * @param origin the header, of whoever sends one
     * @param local the address that the request came in on
     * @throws Refusal if the caller is kept out
     */
    void check(Optional<String> host, Optional<String> origin, InetAddress local) throws Refusal {
        if (!hosts.admit(host, local)) {
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
}
