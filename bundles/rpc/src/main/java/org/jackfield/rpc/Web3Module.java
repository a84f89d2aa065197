package org.jackfield.rpc;

import java.util.HexFormat;
import java.util.Map;
import org.jackfield.api.PeerDirectory;
import org.jackfield.api.rpc.RpcMethod;
import org.jackfield.api.rpc.RpcModule;
import org.jackfield.api.rpc.RpcParams;
import org.jackfield.crypto.Keccak256;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code web3_*}. */
@Component
public final class Web3Module implements RpcModule {

    private final PeerDirectory directory;

    @Activate
    public Web3Module(@Reference PeerDirectory directory) {
        this.directory = directory;
    }

    @Override
    public String namespace() {
        return "web3";
    }

    @Override
    public Map<String, RpcMethod> methods() {
        return Map.of("clientVersion", params -> directory.clientId(), "sha3", Web3Module::keccak);
    }

    private static String keccak(RpcParams params) throws Exception {
        params.atMost(1);
        return "0x" + HexFormat.of().formatHex(Keccak256.hash(params.bytes(0)));
    }
}
