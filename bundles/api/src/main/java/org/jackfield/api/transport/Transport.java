package org.jackfield.api.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;
import org.jackfield.api.NodeId;
import org.osgi.annotation.versioning.ProviderType;

/** Makes encrypted links, dialed and accepted, under this node's identity. */
@ProviderType
public interface Transport {

    /** This node's identity. */
    NodeId localId();

    /**
     * Binds {@code address} and accepts until closed.
     *
     * @param address port 0 takes any free port
     * @throws IOException if it cannot be bound; the message is fit for a person
     */
    Listener listen(InetSocketAddress address, LinkAcceptor acceptor) throws IOException;

    /**
     * Connects and does the encryption handshake as initiator.
     *
     * @return completes on the link's event loop; fails with an {@link IOException} if the node cannot be reached, is
     *     not {@code remote}, or takes too long (connect 15 s, handshake 5 s)
     */
    CompletionStage<Link> dial(NodeId remote, InetSocketAddress address);

    /** An open server socket. */
    interface Listener extends AutoCloseable {

        /** The address bound, with the port actually taken. */
        InetSocketAddress address();

        /** Accepts no more; links that stand are kept. */
        @Override
        void close();
    }
}
