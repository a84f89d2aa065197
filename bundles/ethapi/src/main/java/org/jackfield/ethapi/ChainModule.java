package org.jackfield.ethapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcMethod;
import org.jackfield.api.rpc.RpcModule;
import org.jackfield.api.rpc.RpcParams;
import org.jackfield.chain.Block;
import org.jackfield.chain.BlockHeader;
import org.jackfield.chain.Chain;
import org.jackfield.chain.Hex;
import org.jackfield.sync.ChainSync;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** {@code eth_*} about the chain and its blocks. */
@Component
public final class ChainModule implements RpcModule {

    private final Chain chain;
    private final Blocks blocks;
    private final Optional<ChainSync> sync;

    /** @param sync null if nothing syncs here */
    @Activate
    public ChainModule(
            @Reference Chain chain,
            @Reference Finality finality,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    ChainSync sync) {
        this.chain = chain;
        this.blocks = new Blocks(chain, finality);
        this.sync = Optional.ofNullable(sync);
    }

    @Override
    public String namespace() {
        return "eth";
    }

    @Override
    public Map<String, RpcMethod> methods() {
        Map<String, RpcMethod> methods = new TreeMap<>();
        methods.put("chainId", params -> Quantity.of(chain.genesis().chainId()));
        methods.put("blockNumber", params -> Quantity.of(chain.head().number()));
        methods.put("syncing", params -> syncing());
        methods.put("getBlockByNumber", params -> block(Arguments.of(params, 2), number(params)));
        methods.put("getBlockByHash", params -> block(Arguments.of(params, 2), hash(params)));
        methods.put("getHeaderByNumber", params -> header(Arguments.of(params, 1), number(params)));
        methods.put("getHeaderByHash", params -> header(Arguments.of(params, 1), hash(params)));
        methods.put(
                "getBlockTransactionCountByNumber", params -> transactions(Arguments.of(params, 1), number(params)));
        methods.put("getBlockTransactionCountByHash", params -> transactions(Arguments.of(params, 1), hash(params)));
        methods.put("getUncleCountByBlockNumber", params -> ommers(Arguments.of(params, 1), number(params)));
        methods.put("getUncleCountByBlockHash", params -> ommers(Arguments.of(params, 1), hash(params)));
        methods.put("getUncleByBlockNumberAndIndex", params -> ommer(Arguments.of(params, 2), number(params)));
        methods.put("getUncleByBlockHashAndIndex", params -> ommer(Arguments.of(params, 2), hash(params)));
        return methods;
    }

    private static BlockId number(RpcParams params) throws RpcException {
        return new Arguments(params).block(0);
    }

    private static BlockId hash(RpcParams params) throws RpcException {
        return new BlockId.Hashed(new Arguments(params).hash(0), false);
    }

    private Object syncing() {
        Optional<ChainSync.SyncStatus> status = sync.map(ChainSync::status).filter(ChainSync.SyncStatus::running);
        if (status.isEmpty()) {
            return false;
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("startingBlock", Quantity.of(status.get().starting()));
        json.put("currentBlock", Quantity.of(status.get().current()));
        json.put("highestBlock", Quantity.of(status.get().highest()));
        return json;
    }

    private Object block(Arguments arguments, BlockId id) throws RpcException {
        boolean whole = arguments.flag(1);
        return blocks.block(id)
                .map(block -> BlockJson.block(block, Optional.of(whole ? whole(block) : hashes(block))))
                .orElse(null);
    }

    private Object header(Arguments arguments, BlockId id) throws RpcException {
        return blocks.header(id).map(BlockJson::header).orElse(null);
    }

    private Object transactions(Arguments arguments, BlockId id) throws RpcException {
        return blocks.block(id)
                .map(block -> Quantity.of(block.body().transactions().size()))
                .orElse(null);
    }

    private Object ommers(Arguments arguments, BlockId id) throws RpcException {
        return blocks.block(id)
                .map(block -> Quantity.of(block.body().ommers().size()))
                .orElse(null);
    }

    private Object ommer(Arguments arguments, BlockId id) throws RpcException {
        long index = arguments.quantity(1);
        Optional<List<BlockHeader>> ommers =
                blocks.block(id).map(block -> block.body().ommers());
        return ommers.filter(list -> Long.compareUnsigned(index, list.size()) < 0)
                .map(list -> BlockJson.ommer(list.get((int) index)))
                .orElse(null);
    }

    private List<?> hashes(Block block) {
        return block.body().transactions().stream()
                .map(transaction -> Hex.text(transaction.hash()))
                .toList();
    }

    private List<?> whole(Block block) {
        return TransactionJson.mined(block, chain.genesis());
    }
}
