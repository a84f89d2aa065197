package org.jackfield.api;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Objects;

/**
 * Address of a node, {@code enode://<128 hex digits>@host:port?discport=n} (devp2p enode URL).
 *
 * @param id the node's identity
 * @param host IP address or DNS name; an IPv6 address without brackets
 * @param port TCP port, 0 to 65535; 0 where the node does not listen
 * @param discoveryPort UDP port, 0 where the node takes no part in discovery
 */
public record Enode(NodeId id, String host, int port, int discoveryPort) {

    public Enode {
        Objects.requireNonNull(id, "id");
        if (host.isEmpty()) {
            throw new IllegalArgumentException("an enode needs a host");
        }
        checkPort(port);
        checkPort(discoveryPort);
    }

    public Enode(NodeId id, InetSocketAddress address) {
        this(id, hostText(address), address.getPort(), 0);
    }

    /**
     * Reads an enode URL. Does not resolve names.
     *
     * @throws IllegalArgumentException if it is not one; the message says what is wrong with it
     */
    public static Enode parse(String url) {
        URI uri;
        try {
            uri = new URI(url.strip());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not an enode URL: " + e.getMessage(), e);
        }
        if (!"enode".equals(uri.getScheme()) || uri.getUserInfo() == null || uri.getHost() == null) {
            throw new IllegalArgumentException("an enode URL reads enode://<128 hex digits>@host:port, got " + url);
        }
        if (uri.getPort() < 1) {
            throw new IllegalArgumentException("the enode URL has no port: " + url);
        }
        String host = uri.getHost();
        if (host.startsWith("[")) {
            host = host.substring(1, host.length() - 1);
        }
        return new Enode(NodeId.parse(uri.getUserInfo()), host, uri.getPort(), discoveryPort(uri));
    }

    /**
     * Resolves the host; blocks while the name is looked up.
     *
     * @throws UnknownHostException if the name has no address
     */
    public InetSocketAddress resolve() throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByName(host), port);
    }

    /** The URL. */
    @Override
    public String toString() {
        String authority = host.indexOf(':') >= 0 ? '[' + host + ']' : host;
        String query = discoveryPort == port ? "" : "?discport=" + discoveryPort;
        return "enode://" + id + '@' + authority + ':' + port + query;
    }

    private static int discoveryPort(URI uri) {
        String query = uri.getQuery();
        if (query == null) {
            return uri.getPort();
        }
        if (!query.startsWith("discport=")) {
            throw new IllegalArgumentException("unknown part of an enode URL: ?" + query);
        }
        try {
            return Integer.parseInt(query.substring("discport=".length()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("discport is not a number: " + query, e);
        }
    }

    private static void checkPort(int port) {
        if (port < 0 || port > 0xffff) {
            throw new IllegalArgumentException("a port is 0 to 65535, got " + port);
        }
    }

    private static String hostText(InetSocketAddress address) {
        if (address.isUnresolved()) {
            return address.getHostString();
        }
        String text = address.getAddress().getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }
}
