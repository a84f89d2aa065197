package org.jackfield.node;

/**
 * An address to listen on, {@code 127.0.0.1:30303} or {@code [::1]:30303}.
 *
 * @param host IP address or name, not empty; an IPv6 address without brackets
 * @param port 0 to 65535; 0 takes any free port
 */
record HostPort(String host, int port) {

    HostPort {
        if (host.isEmpty() || port < 0 || port > 0xffff) {
            throw new IllegalArgumentException("no address to listen on: " + host + ':' + port);
        }
    }

    /** @throws IllegalArgumentException if the text has another form; the message is fit for a person */
    static HostPort parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (bracketed) {
            host = host.substring(1, host.length() - 1);
        }
        if (host.isEmpty() || host.isBlank() || host.indexOf(':') >= 0 != bracketed) {
            throw malformed(text);
        }
        try {
            return new HostPort(host, Integer.parseInt(text.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            throw malformed(text);
        }
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? '[' + host + ']' : host) + ':' + port;
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "an address reads HOST:PORT with a port from 0 to 65535, got \"" + text + '"');
    }
}
