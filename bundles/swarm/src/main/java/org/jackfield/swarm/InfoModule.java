package org.jackfield.swarm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcMethod;
import org.jackfield.api.rpc.RpcModule;
import org.jackfield.api.rpc.RpcParams;
import org.jackfield.overlay.SwarmAddress;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code bzz_info}: who this node is, by the names of ethersphere swarm v0.5.8's api/config.go, of which the settings that exist
 * here are told; {@code bzz_isRegisteredCapability} and {@code bzz_matchCapability}: what it does for others
 * (network/capability/api.go).
 */
@Component(service = RpcModule.class)
public final class InfoModule implements RpcModule {

    private static final String UNCOMPRESSED_POINT = "0x04";

    private final Swarm swarm;

    @Activate
    public InfoModule(@Reference Swarm swarm) {
        this.swarm = swarm;
    }

    @Override
    public String namespace() {
        return "bzz";
    }

    @Override
    public Map<String, RpcMethod> methods() {
        return Map.of(
                "info", params -> info(),
                "isRegisteredCapability", params -> bits(params).isPresent(),
                "matchCapability", this::match);
    }

    private Map<String, Object> info() {
        Map<String, Object> info = new LinkedHashMap<>();
        swarm.enode().ifPresent(enode -> {
            info.put("BzzKey", swarm.overlay().orElseThrow().toString());
            info.put("PublicKey", UNCOMPRESSED_POINT + enode.id().toString());
            info.put("Enode", enode.toString());
        });
        info.put("NetworkID", swarm.networkId);
        info.put("LightNodeEnabled", swarm.light);
        info.put("SwapEnabled", false);
        return info;
    }

    private boolean match(RpcParams params) throws RpcException {
        long id = number(params, 0);
        List<Boolean> bits =
                bits(params).orElseThrow(() -> RpcException.failed("Capability " + id + " not registered"));
        long index = number(params, 1);
        if (index >= bits.size()) {
            throw RpcException.failed("Capability " + id + " idx " + index + " out of range");
        }
        return bits.get((int) index);
    }

    private Optional<List<Boolean>> bits(RpcParams params) throws RpcException {
        long id = number(params, 0);
        return swarm.address()
                .map(SwarmAddress::services)
                .flatMap(services -> Optional.ofNullable(services.modules().get(id)));
    }

    private static long number(RpcParams params, int index) throws RpcException {
        return params.read(index, value -> {
            if (value instanceof Integer number && number >= 0) {
                return number.longValue();
            }
            throw new IllegalArgumentException("not a number from 0 to 2147483647");
        });
    }
}
