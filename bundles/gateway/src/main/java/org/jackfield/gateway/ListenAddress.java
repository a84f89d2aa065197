package org.jackfield.gateway;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** {@code HOST:PORT} of the configuration. */
final class ListenAddress {

    private ListenAddress() {}

    /**
     * Reads {@code HOST:PORT}; an IPv6 address stands in brackets. Blocks while a name is looked up.
     *
     * @throws IllegalArgumentException if it has another form
     * @throws UnknownHostException if the name has no address
     */
    static InetSocketAddress parse(String text) throws UnknownHostException {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon).strip();
        String port = text.substring(colon + 1).strip();
        if (host.isEmpty() || host.indexOf(':') >= 0 && !host.startsWith("[") || !port.matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("an address reads HOST:PORT, got \"" + text + '"');
        }
        return new InetSocketAddress(InetAddress.getByName(host), Integer.parseInt(port));
    }

    /** {@code http://127.0.0.1:8500}, {@code http://[::1]:8500}. */
    static String url(InetAddress address, int port) {
        String host = address.getHostAddress();
        return "http://" + (host.indexOf(':') >= 0 ? '[' + host + ']' : host) + ':' + port;
    }
}
