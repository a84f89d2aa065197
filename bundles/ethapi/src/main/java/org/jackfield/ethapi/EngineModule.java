package org.jackfield.ethapi;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcMethod;
import org.jackfield.api.rpc.RpcModule;
import org.jackfield.api.rpc.RpcObject;
import org.jackfield.api.rpc.RpcParams;
import org.jackfield.chain.Chain;
import org.jackfield.chain.ChainWriter;
import org.jackfield.chain.Genesis;
import org.jackfield.pool.CellMask;
import org.jackfield.pool.TransactionRelay;
import org.jackfield.sync.ChainSync;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code engine_*}: the consensus client says which block is the head (execution-apis src/engine). One call at a time. */
@Component
public final class EngineModule implements RpcModule {

    private static final int FORKCHOICE_VERSIONS = 4;

    private static final Logger LOG = LoggerFactory.getLogger(EngineModule.class);

    private final Genesis genesis;
    private final Optional<TransactionRelay> relay;
    private final PayloadIntake payloads;
    private final ForkChoice choice;
    private final PayloadBodies bodies;
    private final Lock lock = new ReentrantLock();

    /**
     * @param sync null if nothing syncs here
     * @param relay null if no transactions are exchanged
     */
    @Activate
    public EngineModule(
            @Reference Chain chain,
            @Reference ChainWriter writer,
            @Reference Finality finality,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    ChainSync sync,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    TransactionRelay relay) {
        Blocks blocks = new Blocks(chain, finality);
        InvalidBlocks invalid = new InvalidBlocks();
        genesis = chain.genesis();
        this.relay = Optional.ofNullable(relay);
        payloads = new PayloadIntake(blocks, writer, invalid);
        bodies = new PayloadBodies(blocks);
        choice = new ForkChoice(
                blocks, writer, invalid, hash -> Optional.ofNullable(sync).ifPresent(any -> any.target(hash)));
    }

    @Override
    public String namespace() {
        return "engine";
    }

    @Override
    public boolean authenticated() {
        return true;
    }

    @Override
    public Map<String, RpcMethod> methods() {
        Map<String, RpcMethod> methods = new TreeMap<>();
        for (PayloadVersion version : PayloadVersion.values()) {
            methods.put("newPayload" + version, params -> newPayload(version, params));
        }
        for (int i = 1; i <= FORKCHOICE_VERSIONS; i++) {
            int version = i;
            methods.put("forkchoiceUpdatedV" + version, params -> forkchoiceUpdated(version, params));
        }
        methods.put("getPayloadBodiesByHashV1", params -> bodies.byHash(Arguments.of(params, 1)));
        methods.put("getPayloadBodiesByRangeV1", params -> bodies.byRange(Arguments.of(params, 2)));
        methods.put("getClientVersionV1", EngineModule::clientVersion);
        List<String> capabilities =
                methods.keySet().stream().map(name -> "engine_" + name).toList();
        methods.put("exchangeCapabilities", params -> capabilities);
        return methods;
    }

    private PayloadStatus newPayload(PayloadVersion version, RpcParams params) throws RpcException {
        return locked(() -> payloads.take(version, new Arguments(params)));
    }

    private PayloadStatus.Choice forkchoiceUpdated(int version, RpcParams params) throws RpcException {
        Arguments arguments = Arguments.of(params, version < FORKCHOICE_VERSIONS ? 2 : 3);
        RpcObject state = arguments.object(0);
        if (arguments.has(1)) {
            new BuildOrder(version, arguments.object(1)).check(genesis);
        }
        if (arguments.has(2)) {
            adopt(custody(arguments));
        }
        return locked(() -> choice.choose(state));
    }

    private static CellMask custody(Arguments arguments) throws RpcException {
        try {
            return CellMask.of(arguments.data(2));
        } catch (IllegalArgumentException e) {
            throw EngineError.params("custodyColumns: " + e.getMessage());
        }
    }

    /** Whatever comes of it, the choice of fork goes on (amsterdam.md, engine_forkchoiceUpdatedV4, 3.4). */
    private void adopt(CellMask custody) {
        try {
            relay.ifPresent(present -> present.custody(custody));
        } catch (RuntimeException e) {
            LOG.warn("The set of columns to keep could not be taken over: {}", e.toString());
        }
    }

    private static Object clientVersion(RpcParams params) throws RpcException {
        params.atMost(1);
        String version = Optional.ofNullable(FrameworkUtil.getBundle(EngineModule.class))
                .map(bundle -> bundle.getVersion().toString())
                .orElse("0.0.0");
        // No code is reserved for us, and builds do not know their commit.
        return List.of(Map.of("code", "JF", "name", "Jackfield", "version", version, "commit", "0x00000000"));
    }

    private interface Work<T> {
        T run() throws RpcException, IOException;
    }

    private <T> T locked(Work<T> work) throws RpcException {
        lock.lock();
        try {
            return work.run();
        } catch (IOException e) {
            throw RpcException.failed("Server error: " + e.getMessage());
        } finally {
            lock.unlock();
        }
    }
}
