package org.jackfield.api.transport;

import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import org.jackfield.api.NodeId;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An encrypted connection to one node, after the encryption handshake. Codes are absolute message ids.
 *
 * <p>A link belongs to one event loop, {@link #executor()}. {@link #write}, {@link #flush}, {@link #start} and
 * {@link #established} are called on it only; the other methods on any thread.
 */
@ProviderType
public interface Link {

    /** The identity that the encryption handshake has proven. */
    NodeId remoteId();

    InetSocketAddress localAddress();

    InetSocketAddress remoteAddress();

    /** Whether the other side dialed. */
    boolean inbound();

    /** Runs tasks on the link's event loop, in order; after the link is closed it may still run them or drop them. */
    Executor executor();

    /** Begins to deliver. Until {@link #established} a frame of more than 2 KiB fails the link. */
    void start(LinkHandler handler);

    /**
     * Both Hellos are exchanged: messages up to 16 MiB pass from here on. To be called within {@link
     * LinkHandler#received} of the Hello, so that the next message is already read by the new rule.
     *
     * @param compressed whether payloads are snappy-compressed in both directions (base protocol 5 on both sides)
     */
    void established(boolean compressed);

    /** Whether the transport's own buffer has room. Writing beyond is allowed, and grows it. */
    boolean writable();

    /**
     * Encodes a message into the transport's buffer; nothing need leave before {@link #flush}. Ignored once closed.
     *
     * @param code absolute, 0 or above
     * @param payload uncompressed; given away
     * @throws IllegalArgumentException if the code is negative, or the message does not fit a frame of 16 MiB less one
     *     byte: a payload within some hundred bytes of that, or within a kilobyte if it does not compress. Nothing is
     *     written then, and the link stands
     */
    void write(int code, byte[] payload);

    void flush();

    /** Stops or resumes reading from the socket. What has been read already may still be delivered. */
    void reading(boolean on);

    /**
     * Sends what is buffered, half-closes, waits up to 2 s for the other side to close, and closes. Nothing is
     * delivered after this but {@link LinkHandler#closed}. Repeated calls do nothing.
     */
    void close();
}
