package org.jackfield.ethapi;

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
import org.jackfield.chain.Receipt;
import org.jackfield.chain.Transaction;
import org.jackfield.chain.TransactionPlace;
import org.jackfield.pool.TransactionPool;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/** {@code eth_*} about transactions of blocks, their receipts and logs. */
@Component(configurationPid = "org.jackfield.ethapi")
@Designate(ocd = EthapiConfig.class)
public final class TransactionModule implements RpcModule {

    private final Blocks blocks;
    private final Optional<TransactionPool> pool;
    private final LogSearch logs;

    /** @param pool null if there is none */
    @Activate
    public TransactionModule(
            EthapiConfig config,
            @Reference Chain chain,
            @Reference Finality finality,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    TransactionPool pool) {
        this.blocks = new Blocks(chain, finality);
        this.pool = Optional.ofNullable(pool);
        this.logs = new LogSearch(blocks, config.logBlocks(), config.logResults());
    }

    @Override
    public String namespace() {
        return "eth";
    }

    @Override
    public Map<String, RpcMethod> methods() {
        Map<String, RpcMethod> methods = new TreeMap<>();
        methods.put("getTransactionByHash", this::byHash);
        methods.put("getTransactionByBlockNumberAndIndex", params -> inBlock(new Arguments(params).block(0), params));
        methods.put(
                "getTransactionByBlockHashAndIndex",
                params -> inBlock(new BlockId.Hashed(new Arguments(params).hash(0), false), params));
        methods.put("getTransactionReceipt", this::receipt);
        methods.put("getBlockReceipts", this::blockReceipts);
        methods.put("getLogs", this::logs);
        return methods;
    }

    private Object byHash(RpcParams params) throws RpcException {
        byte[] hash = Arguments.of(params, 1).hash(0);
        Optional<TransactionPlace> place = blocks.chain().transaction(hash);
        if (place.isPresent()) {
            return place.flatMap(found -> header(found).flatMap(header -> mined(header, found.index())))
                    .orElse(null);
        }
        Optional<Transaction> pending = pool.flatMap(transactions -> transactions.transaction(hash));
        return pending.isPresent() ? TransactionJson.pending(pending.get()) : unknown();
    }

    private Object inBlock(BlockId id, RpcParams params) throws RpcException {
        long index = Arguments.of(params, 2).quantity(1);
        return blocks.header(id).flatMap(header -> mined(header, index)).orElse(null);
    }

    private Optional<Map<String, Object>> mined(BlockHeader header, long index) {
        return blocks.block(header)
                .map(block ->
                        BlockTransactions.of(block, blocks.chain().genesis()).all())
                .filter(all -> Long.compareUnsigned(index, all.size()) < 0)
                .map(all -> TransactionJson.mined(all.get((int) index), header, (int) index));
    }

    private Object receipt(RpcParams params) throws RpcException {
        byte[] hash = Arguments.of(params, 1).hash(0);
        Optional<TransactionPlace> place = blocks.chain().transaction(hash);
        if (place.isEmpty()) {
            return unknown();
        }
        return place.flatMap(found -> header(found).flatMap(this::receipts).map(json -> json.one(found.index())))
                .orElse(null);
    }

    private Optional<BlockHeader> header(TransactionPlace place) {
        return blocks.chain().header(place.blockHash());
    }

    /** Null says that there is no such transaction, which only a complete index can tell. */
    private Object unknown() throws RpcException {
        switch (blocks.chain().transactionIndexing()) {
            case DONE:
                return null;
            case IN_PROGRESS:
                throw RpcException.failed("transaction indexing is in progress");
            default:
                throw RpcException.failed("transactions are not indexed here");
        }
    }

    private Object blockReceipts(RpcParams params) throws RpcException {
        BlockId id = Arguments.of(params, 1).blockOrHash(0);
        if (id == BlockId.Tag.PENDING) {
            throw RpcException.failed("pending receipts is not available");
        }
        return blocks.header(id).flatMap(this::receipts).map(ReceiptJson::all).orElse(null);
    }

    /** Empty if the block's receipts are not here. */
    private Optional<ReceiptJson> receipts(BlockHeader header) {
        Optional<Block> block = blocks.block(header);
        Optional<List<Receipt>> receipts = blocks.chain()
                .slimReceipts(header.hash())
                .map(slim -> LogSearch.receipts(slim).receipts());
        return block.isEmpty() || receipts.isEmpty()
                ? Optional.empty()
                : Optional.of(new ReceiptJson(block.get(), blocks.chain().genesis(), receipts.get()));
    }

    private Object logs(RpcParams params) throws RpcException {
        Arguments arguments = Arguments.of(params, 1);
        Map<?, ?> query = arguments.object(0).members();
        return arguments.parse(0, value -> logs.search(query));
    }
}
