package org.jackfield.shhapi;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jackfield.api.NodeId;
import org.jackfield.api.rpc.HexText;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcMethod;
import org.jackfield.api.rpc.RpcParams;
import org.jackfield.crypto.Hash;
import org.jackfield.envelopes.Bloom;
import org.jackfield.envelopes.EnvelopePool;
import org.jackfield.envelopes.EnvelopeRelay;
import org.jackfield.envelopes.PoolSettings;
import org.jackfield.envelopes.PoolStatus;

/** What this node takes, and from whom. */
record NodeMethods(EnvelopePool pool, EnvelopeRelay relay) {

    /** @param version of the namespace's protocol */
    Map<String, RpcMethod> methods(String version) {
        return Map.of(
                "version",
                params -> version,
                "info",
                params -> info(),
                "setMaxMessageSize",
                this::setMaxMessageSize,
                "setMinPoW",
                this::setMinWork,
                "setBloomFilter",
                this::setInterest,
                "markTrustedPeer",
                this::trust,
                "makeLightClient",
                params -> setLight(true),
                "cancelLightClient",
                params -> setLight(false));
    }

    private Map<String, Object> info() {
        PoolStatus status = pool.status();
        PoolSettings settings = pool.settings();
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("memory", status.bytes());
        info.put("messages", status.envelopes());
        info.put("minPow", settings.minWork());
        info.put("maxMessageSize", settings.maxMessageBytes());
        return info;
    }

    private Object setMaxMessageSize(RpcParams params) throws RpcException {
        params.atMost(1);
        long bytes = params.read(0, Values::uint32);
        if (bytes > PoolSettings.MAX_MESSAGE_BYTES) {
            throw RpcException.failed("message size too large [" + bytes + ">" + PoolSettings.MAX_MESSAGE_BYTES + "]");
        }
        return change(settings -> settings.withMaxMessageBytes((int) bytes));
    }

    private Object setMinWork(RpcParams params) throws RpcException {
        params.atMost(1);
        double work = params.read(0, Values::number);
        if (work < 0) {
            throw RpcException.failed(String.format(Locale.ROOT, "invalid PoW: %f", work));
        }
        return change(settings -> settings.withMinWork(work));
    }

    private Object setInterest(RpcParams params) throws RpcException {
        params.atMost(1);
        byte[] bloom = params.read(0, value -> HexText.data(HexText.of(value)));
        if (bloom.length != Bloom.BYTES) {
            throw RpcException.failed("invalid bloom filter size: " + bloom.length);
        }
        return change(settings -> settings.withInterest(Bloom.of(bloom)));
    }

    private boolean change(UnaryOperator<PoolSettings> change) throws RpcException {
        try {
            pool.change(change);
            return true;
        } catch (IllegalArgumentException e) {
            throw RpcException.failed(e.getMessage());
        }
    }

    private Object trust(RpcParams params) throws RpcException {
        params.atMost(1);
        NodeId peer = params.read(0, value -> PeerUrl.parse(params.text(0)));
        if (!relay.trust(peer)) {
            throw RpcException.failed("could not find peer with ID: "
                    + Hash.ofContent(peer.bytes()).hex().substring(2));
        }
        return true;
    }

    private boolean setLight(boolean light) {
        return pool.change(settings -> settings.withLight(light)).light() == light;
    }
}
