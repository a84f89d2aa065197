package org.jackfield.api.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Under which names a port may be called: a page in a browser can give this address a name of its own (DNS rebinding), and then the
 * browser takes what is here for the page's. The Host header tells. For any thread.
 *
 * @param names accepted besides addresses, in lower case; {@code *} accepts any
 */
public record HostNames(Set<String> names) {

    // What may be given to InetAddress without it asking a name server.
    private static final Pattern IP_LITERAL = Pattern.compile(
            "(BYTE\\.){3}BYTE|[0-9a-f:.]*:[0-9a-f:.]*".replace("BYTE", "(25[0-5]|2[0-4]\\d|1?\\d?\\d)"));

    public HostNames {
        names = Set.copyOf(names);
    }

    /** As they are configured: in any case, with blanks around them. */
    public static HostNames of(String... names) {
        return new HostNames(Arrays.stream(names)
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet()));
    }

    /**
     * Whether a call is let in: by a name that is accepted, by a loopback address, by the address that it came in on, or without a
     * Host header, as no browser calls.
     *
     * @param header with or without a port
     * @param local the address that the call came in on
     */
    public boolean admit(Optional<String> header, InetAddress local) {
        return header.map(host -> accepts(withoutPort(host.strip().toLowerCase(Locale.ROOT)), local))
                .orElse(true);
    }

    private boolean accepts(String host, InetAddress local) {
        if (names.contains("*") || names.contains(host)) {
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
