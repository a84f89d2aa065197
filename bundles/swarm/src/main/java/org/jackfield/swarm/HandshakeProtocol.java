package org.jackfield.swarm;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.HandOverException;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.api.ResumableProtocol;
import org.jackfield.api.SessionState;
import org.jackfield.overlay.SwarmAddress;
import org.jackfield.rlp.RlpException;

/**
 * bzz, of any release: one handshake a link, for all of Swarm's protocols on it, then silence. The side that dialed speaks
 * first.
 */
abstract class HandshakeProtocol implements ResumableProtocol {

    static final int HANDSHAKE = 0;

    private final Swarm swarm;
    private final long networkId;
    private final Duration limit;
    private final Map<NodeId, SwarmAddress> peers = new ConcurrentHashMap<>();

    HandshakeProtocol(Swarm swarm, long networkId, Duration limit) {
        this.swarm = swarm;
        this.networkId = networkId;
        this.limit = limit;
    }

    /** What we say of ourselves. */
    abstract byte[] greeting(SwarmAddress own);

    /**
     * Who the peer is, by its handshake.
     *
     * @throws RlpException if it has another form
     * @throws DisconnectException if it is none that we can work with
     */
    abstract SwarmAddress greeted(byte[] payload) throws RlpException, DisconnectException;

    @Override
    public int messageCount() {
        return 1;
    }

    @Override
    public void run(Peer peer, MessagePipe pipe) throws Exception {
        converse(peer, pipe, () -> {
            if (!peer.inbound()) {
                pipe.write(HANDSHAKE, greeting());
            }
            return readHandshake(pipe, peer.inbound(), limit);
        });
    }

    @Override
    public boolean reads(int stateVersion) {
        return stateVersion == BzzState.VERSION;
    }

    @Override
    public void resume(Peer peer, MessagePipe pipe, SessionState left) throws Exception {
        converse(peer, pipe, () -> {
            BzzState state = BzzState.decode(left);
            if (state.networkId() != networkId || state.light() != swarm.light) {
                throw new DisconnectException(DisconnectReason.REQUESTED, "we are not what the peer was told");
            }
            return state.remote().isPresent()
                    ? state.remote().get()
                    : readHandshake(pipe, peer.inbound(), state.rest());
        });
    }

    private interface Opening {
        SwarmAddress remote() throws IOException, InterruptedException;
    }

    private void converse(Peer peer, MessagePipe pipe, Opening opening) throws IOException, InterruptedException {
        CompletableFuture<SwarmAddress> handshake = swarm.handshakes.with(peer);
        try {
            SwarmAddress remote = opening.remote();
            peers.put(peer.id(), remote);
            handshake.complete(remote);
            expectSilence(peer.id(), remote, pipe);
        } catch (HandOverException handedOver) {
            // The handshake did not fail: whoever waits for it has it from the next release.
            throw handedOver;
        } catch (IOException | InterruptedException | RuntimeException e) {
            handshake.completeExceptionally(e);
            swarm.handshakes.forget(peer);
            throw e;
        }
    }

    @Override
    public Map<String, Object> nodeInfo() {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("network", networkId);
        swarm.overlay().ifPresent(overlay -> info.put("overlay", overlay.toString()));
        info.put("light", swarm.light);
        return info;
    }

    @Override
    public Optional<Map<String, Object>> peerInfo(NodeId peer) {
        return Optional.ofNullable(peers.get(peer)).map(SwarmAddress::info);
    }

    private void expectSilence(NodeId peer, SwarmAddress remote, MessagePipe pipe)
            throws IOException, InterruptedException {
        try {
            pipe.read();
            throw DisconnectException.subprotocol("a second bzz handshake");
        } catch (HandOverException signal) {
            throw signal.with(state(Duration.ZERO, Optional.of(remote)));
        } finally {
            // A younger link to the same node may have put its own there meanwhile.
            peers.computeIfPresent(peer, (id, current) -> current == remote ? null : current);
        }
    }

    /** The side that was dialed speaks now. */
    private SwarmAddress readHandshake(MessagePipe pipe, boolean inbound, Duration patience)
            throws IOException, InterruptedException {
        byte[] greeting = greeting();
        Message answer = readFirst(pipe, patience)
                .orElseThrow(() -> DisconnectException.subprotocol("no bzz handshake within " + limit));
        SwarmAddress remote = greeted(answer.payload());
        if (inbound) {
            pipe.write(HANDSHAKE, greeting);
        }
        return remote;
    }

    private Optional<Message> readFirst(MessagePipe pipe, Duration patience) throws IOException, InterruptedException {
        long since = System.nanoTime();
        try {
            return pipe.read(patience);
        } catch (HandOverException signal) {
            Duration rest = patience.minusNanos(System.nanoTime() - since);
            throw signal.with(state(rest.isNegative() ? Duration.ZERO : rest, Optional.empty()));
        }
    }

    private byte[] greeting() throws DisconnectException {
        SwarmAddress own = swarm.address()
                .orElseThrow(() -> new DisconnectException(DisconnectReason.QUITTING, "the node is shutting down"));
        return greeting(own);
    }

    private SessionState state(Duration rest, Optional<SwarmAddress> remote) {
        return new BzzState(networkId, swarm.light, rest, remote).encoded();
    }
}
