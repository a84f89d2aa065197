package org.jackfield.overlay;

import java.util.Map;
import java.util.TreeMap;
import org.jackfield.api.rpc.RpcMethod;
import org.jackfield.api.rpc.RpcModule;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code bzz_deliveriesPerPeer}: how many chunks each peer has sent us at our request, by the first half of its address
 * (ethersphere swarm v0.5.8, api/inspector.go; counted since the peer connected).
 */
@Component(service = RpcModule.class)
public final class DeliveriesModule implements RpcModule {

    /** 16 of the address's 32 bytes. */
    private static final int DIGITS = Overlay.BYTES;

    private final Retrieval retrieval;

    @Activate
    public DeliveriesModule(@Reference Retrieval retrieval) {
        this.retrieval = retrieval;
    }

    @Override
    public String namespace() {
        return "bzz";
    }

    @Override
    public Map<String, RpcMethod> methods() {
        return Map.of("deliveriesPerPeer", params -> deliveries());
    }

    private Map<String, Long> deliveries() {
        Map<String, Long> counts = new TreeMap<>();
        retrieval.deliveries().forEach((peer, chunks) -> counts.put(shortened(peer), chunks));
        return counts;
    }

    private static String shortened(Overlay peer) {
        return peer.toString().substring("0x".length(), "0x".length() + DIGITS);
    }
}
