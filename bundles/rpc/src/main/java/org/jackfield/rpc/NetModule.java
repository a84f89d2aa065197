package org.jackfield.rpc;

import java.util.Map;
import org.jackfield.api.PeerDirectory;
import org.jackfield.api.ProtocolRegistry;
import org.jackfield.api.rpc.RpcMethod;
import org.jackfield.api.rpc.RpcModule;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code net_*}. */
@Component
public final class NetModule implements RpcModule {

    private final PeerDirectory directory;
    private final ProtocolRegistry registry;

    @Activate
    public NetModule(@Reference PeerDirectory directory, @Reference ProtocolRegistry registry) {
        this.directory = directory;
        this.registry = registry;
    }

    @Override
    public String namespace() {
        return "net";
    }

    @Override
    public Map<String, RpcMethod> methods() {
        return Map.of(
                "version", params -> networkId(),
                "peerCount",
                        params -> "0x" + Integer.toHexString(directory.peers().size()),
                "listening", params -> directory.listening());
    }

    /** The network that eth is on, in decimal; 0 while no eth is installed. */
    private String networkId() {
        return String.valueOf(registry.nodeInfo().getOrDefault("eth", Map.of()).getOrDefault("network", 0));
    }
}
