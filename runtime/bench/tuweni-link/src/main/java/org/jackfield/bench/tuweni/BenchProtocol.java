package org.jackfield.bench.tuweni;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.concurrent.AsyncCompletion;
import org.apache.tuweni.rlpx.RLPxService;
import org.apache.tuweni.rlpx.wire.SubProtocol;
import org.apache.tuweni.rlpx.wire.SubProtocolClient;
import org.apache.tuweni.rlpx.wire.SubProtocolHandler;
import org.apache.tuweni.rlpx.wire.SubProtocolIdentifier;
import org.apache.tuweni.rlpx.wire.WireConnection;

/** What floods and round trips are made of, under any name: for each link a {@link Session}. */
final class BenchProtocol implements SubProtocol, SubProtocolHandler {

    private final SubProtocolIdentifier id;
    private final Windows windows;
    private final Map<WireConnection, Session> sessions = new ConcurrentHashMap<>();
    private volatile RLPxService service;
    private volatile Session dialed;

    BenchProtocol(String name, Windows windows) {
        id = SubProtocolIdentifier.of(name, 1, Session.CODES);
        this.windows = windows;
    }

    /** Takes the link for that of the pair; false if the protocol does not run on it. */
    boolean dialed(WireConnection link) {
        dialed = sessions.get(link);
        return dialed != null;
    }

    /** On the link that this node has dialed. */
    Session dialed() {
        return dialed;
    }

    void forget(WireConnection link) {
        sessions.remove(link);
    }

    @Override
    public SubProtocolIdentifier id() {
        return id;
    }

    @Override
    public boolean supports(SubProtocolIdentifier other) {
        return id.equals(other);
    }

    @Override
    public SubProtocolHandler createHandler(RLPxService service, SubProtocolClient client) {
        this.service = service;
        return this;
    }

    @Override
    public SubProtocolClient createClient(RLPxService service, SubProtocolIdentifier identifier) {
        return new SubProtocolClient() {};
    }

    @Override
    public AsyncCompletion handleNewPeerConnection(WireConnection link) {
        sessions.put(link, new Session(service, id, link, windows.of(link)));
        return AsyncCompletion.completed();
    }

    /** On the link's event loop. */
    @Override
    public AsyncCompletion handle(WireConnection link, int code, Bytes payload) {
        Session session = sessions.get(link);
        if (session != null) {
            session.received(code, payload);
        }
        return AsyncCompletion.completed();
    }

    @Override
    public AsyncCompletion stop() {
        return AsyncCompletion.completed();
    }
}
