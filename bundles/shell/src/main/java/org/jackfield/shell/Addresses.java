package org.jackfield.shell;

import java.net.InetSocketAddress;

/** Socket addresses as text. */
final class Addresses {

    private Addresses() {}

    /** {@code 127.0.0.1:30303}, {@code [0:0:0:0:0:0:0:1]:30303}. */
    static String text(InetSocketAddress address) {
        String host = address.isUnresolved()
                ? address.getHostString()
                : address.getAddress().getHostAddress();
        return text(host, address.getPort());
    }

    static String text(String host, int port) {
        return (host.indexOf(':') >= 0 ? '[' + host + ']' : host) + ':' + port;
    }
}
