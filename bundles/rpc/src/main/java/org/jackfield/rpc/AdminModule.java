package org.jackfield.rpc;

import java.util.List;
import java.util.Map;
import org.jackfield.api.Enode;
import org.jackfield.api.PeerDirectory;
import org.jackfield.api.ProtocolRegistry;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcMethod;
import org.jackfield.api.rpc.RpcModule;
import org.jackfield.api.rpc.RpcParams;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code admin_*}: this node and its peers, with the names and types of go-ethereum's {@code node/api.go}. */
@Component
public final class AdminModule implements RpcModule {

    private final PeerDirectory directory;
    private final ProtocolRegistry registry;

    @Activate
    public AdminModule(@Reference PeerDirectory directory, @Reference ProtocolRegistry registry) {
        this.directory = directory;
        this.registry = registry;
    }

    @Override
    public String namespace() {
        return "admin";
    }

    @Override
    public Map<String, RpcMethod> methods() {
        return Map.of(
                "nodeInfo", params -> NodeInfo.of(directory, registry),
                "peers", params -> peers(),
                "addPeer",
                        params -> {
                            directory.connect(enode(params));
                            return true;
                        },
                "removePeer",
                        params -> {
                            directory.disconnect(enode(params).id());
                            return true;
                        },
                "addTrustedPeer",
                        params -> {
                            directory.trust(enode(params).id());
                            return true;
                        },
                "removeTrustedPeer",
                        params -> {
                            directory.distrust(enode(params).id());
                            return true;
                        });
    }

    private List<PeerInfo> peers() {
        return directory.peers().stream()
                .map(peer -> PeerInfo.of(peer, registry.peerInfo(peer.id())))
                .toList();
    }

    private static Enode enode(RpcParams params) throws RpcException {
        params.atMost(1);
        String url = params.text(0);
        try {
            return Enode.parse(url);
        } catch (IllegalArgumentException e) {
            throw RpcException.failed("invalid enode: " + e.getMessage());
        }
    }
}
