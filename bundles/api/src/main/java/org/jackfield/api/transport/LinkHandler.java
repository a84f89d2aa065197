package org.jackfield.api.transport;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/** Receives what happens on a link. All calls come on the link's event loop and must not block. */
@ConsumerType
public interface LinkHandler {

    /**
     * A message arrived. It may still be called while reading is off, for what was already read.
     *
     * @param code absolute message id
     * @param payload inflated; the handler owns it
     */
    void received(int code, byte[] payload);

    /**
     * What had come together has been {@linkplain #received received}. Called before the event loop does anything else: whoever
     * hands messages on to other threads need wake them only here.
     */
    default void delivered() {}

    /** The transport's buffer has room again after {@link Link#writable} was false. */
    void writable();

    /**
     * Nothing more will be received: the other side closed, the network failed, a timeout ran out (a frame begun is
     * not complete within 30 s; written bytes do not drain within 20 s), or the other side broke the link's rules, in
     * which case {@code cause} is a {@link org.jackfield.api.DisconnectException} with the reason to give. The handler
     * may still write a last message, and must call {@link Link#close}. Not called after {@link Link#close}.
     */
    void ended(IOException cause);

    /** The socket is closed. The last call. */
    void closed();
}
