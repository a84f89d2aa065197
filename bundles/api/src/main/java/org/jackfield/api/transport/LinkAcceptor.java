package org.jackfield.api.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.osgi.annotation.versioning.ConsumerType;

/** Decides about inbound connections. Called on event loops: must not block. */
@ConsumerType
public interface LinkAcceptor {

    /**
     * A connection has come in, and not a byte has been read from it. If this returns true, exactly one call of
     * {@link #connected} or {@link #failed} follows; otherwise the connection is closed and forgotten.
     */
    boolean admit(InetSocketAddress remote);

    /** The encryption handshake is done. The link delivers nothing until it is started. */
    void connected(Link link);

    /** An admitted connection did not get through the encryption handshake, and is closed. */
    void failed(InetSocketAddress remote, IOException cause);
}
