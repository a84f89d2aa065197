package org.jackfield.api.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** {@code HOST:PORT} of the configuration, and addresses as text. */
public final class ListenAddress {

    private ListenAddress() {}

    /**
     * Reads {@code HOST:PORT}; an IPv6 address stands in brackets. Blocks while a name is looked up.
     *
     * @throws IllegalArgumentException if it has another form
     * @throws UnknownHostException if the name has no address
     */
    public static InetSocketAddress parse(String text) throws UnknownHostException {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon).strip();
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw new IllegalArgumentException("an IPv6 address stands in brackets: " + text);
        }
        if (host.isEmpty()) {
            throw new IllegalArgumentException("an address reads HOST:PORT, got \"" + text + '"');
        }
        return new InetSocketAddress(InetAddress.getByName(host), port(text.substring(colon + 1)));
    }

    /** {@code 127.0.0.1:8545}, {@code [::1]:8545}. */
    public static String text(InetSocketAddress address) {
        if (address.isUnresolved()) {
            return address.getHostString() + ':' + address.getPort();
        }
        return text(address.getAddress().getHostAddress(), address.getPort());
    }

    public static String text(String host, int port) {
        return (host.indexOf(':') >= 0 ? '[' + host + ']' : host) + ':' + port;
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text.strip());
            if (port >= 0 && port <= 0xffff) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a port: \"" + text + '"', e);
        }
        throw new IllegalArgumentException("a port is 0 to 65535, got " + text);
    }
}
