package org.jackfield.pss;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcMethod;
import org.jackfield.api.rpc.RpcParams;

/**
 * Exchanging symmetric keys (ethersphere swarm v0.5.8, pss/handshake.go, whose words errors have).
 *
 * @param patience how long a caller waits for a peer's keys
 */
record HandshakeMethods(Handshakes handshakes, Duration patience) {

    /** The original's. */
    static final Duration PATIENCE = Duration.ofSeconds(8);

    Map<String, RpcMethod> methods() {
        return Map.of(
                "addHandshake", this::add,
                "removeHandshake", this::remove,
                "handshake", this::begin,
                "getHandshakeKeys", this::keys,
                "getHandshakeKeyCapacity", this::capacity,
                "getHandshakePublicKey", this::publicKey,
                "releaseHandshakeKey", this::release);
    }

    private Object add(RpcParams params) throws RpcException {
        params.atMost(1);
        handshakes.add(KeyMethods.topic(params, 0));
        return null;
    }

    private Object remove(RpcParams params) throws RpcException {
        params.atMost(1);
        handshakes.remove(KeyMethods.topic(params, 0));
        return null;
    }

    private Object begin(RpcParams params) throws RpcException, InterruptedException {
        params.atMost(4);
        HandshakeKeys.Peer peer = peer(params);
        boolean waits = params.flag(2);
        CompletableFuture<List<String>> keys;
        try {
            keys = handshakes.begin(peer, params.flag(3));
        } catch (PssException e) {
            throw RpcException.failed(e.getMessage());
        }
        return waits ? await(keys) : List.of();
    }

    private Object keys(RpcParams params) throws RpcException {
        params.atMost(4);
        HandshakeKeys.Peer peer = peer(params);
        List<String> ids = new ArrayList<>();
        if (params.flag(2)) {
            ids.addAll(handshakes.table().valid(peer, HandshakeKeys.Way.IN));
        }
        if (params.flag(3)) {
            ids.addAll(handshakes.table().valid(peer, HandshakeKeys.Way.OUT));
        }
        return ids;
    }

    private Object capacity(RpcParams params) throws RpcException {
        params.atMost(1);
        return handshakes.table().capacity(params.text(0)).orElseThrow(() -> unknown(params));
    }

    private Object publicKey(RpcParams params) throws RpcException {
        params.atMost(1);
        return handshakes.table().publicKey(params.text(0)).orElseThrow(() -> unknown(params));
    }

    private Object release(RpcParams params) throws RpcException {
        params.atMost(4);
        HandshakeKeys.Peer peer = peer(params);
        boolean flush = params.flag(3);
        boolean released = handshakes.table().release(params.text(2));
        if (released && flush) {
            handshakes.table().clean(peer);
        }
        return released;
    }

    private static HandshakeKeys.Peer peer(RpcParams params) throws RpcException {
        return new HandshakeKeys.Peer(Sealer.name(KeyMethods.publicKey(params, 0)), KeyMethods.topic(params, 1));
    }

    private List<String> await(CompletableFuture<List<String>> keys) throws RpcException, InterruptedException {
        try {
            return keys.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw RpcException.failed("timeout");
        } catch (ExecutionException e) {
            throw RpcException.failed(e.getCause().getMessage());
        }
    }

    private static RpcException unknown(RpcParams params) {
        return RpcException.failed("invalid symkey id " + params.values().get(0));
    }
}
