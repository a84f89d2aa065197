package org.jackfield.chunks;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcMethod;
import org.jackfield.api.rpc.RpcModule;
import org.jackfield.api.rpc.RpcParams;

/**
 * {@code bzz_has}, {@code bzz_isPushSynced} and {@code bzz_storageIndices}: what is here and how far uploads are (ethersphere
 * swarm v0.5.8, api/inspector.go).
 */
final class StoreModule implements RpcModule {

    private final RocksChunkStore store;

    StoreModule(RocksChunkStore store) {
        this.store = store;
    }

    @Override
    public String namespace() {
        return "bzz";
    }

    @Override
    public Map<String, RpcMethod> methods() {
        return Map.of(
                "has", params -> has(params.read(0, StoreModule::addresses)),
                "isPushSynced", params -> isPushSynced(params.text(0)),
                "storageIndices", params -> store.indices().named());
    }

    /** A digit for each address: 1 where the chunk is here. */
    private String has(List<Address> addresses) {
        return addresses.stream().map(address -> store.has(address) ? "1" : "0").collect(Collectors.joining());
    }

    /** Of uploads of the same name, which the original takes in no order, the first. */
    private boolean isPushSynced(String name) {
        return store.tags().all().stream()
                .filter(tag -> tag.name().equals(name))
                .findFirst()
                .map(tag -> tag.isDone(TagState.SYNCED))
                .orElse(false);
    }

    private static List<Address> addresses(Object value) throws RpcException {
        return new RpcParams(List.of(value))
                .list(0).stream()
                        .map(digits -> Address.parse(String.valueOf(digits)))
                        .toList();
    }
}
