package org.jackfield.ethapi;

import java.math.BigInteger;
import java.util.Map;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcMethod;
import org.jackfield.api.rpc.RpcModule;
import org.jackfield.chain.BlockHeader;
import org.jackfield.chain.Chain;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code eth_*} about prices: what can be told of them without executing anything. */
@Component
public final class GasModule implements RpcModule {

    private final Blocks blocks;
    private final TipOracle oracle;

    @Activate
    public GasModule(@Reference Chain chain, @Reference Finality finality) {
        this.blocks = new Blocks(chain, finality);
        this.oracle = new TipOracle(blocks);
    }

    @Override
    public String namespace() {
        return "eth";
    }

    @Override
    public Map<String, RpcMethod> methods() {
        return Map.of(
                "gasPrice",
                        params -> Quantity.of(oracle.tip().add(head().baseFee().orElse(BigInteger.ZERO))),
                "baseFee", params -> nextBaseFee(),
                "maxPriorityFeePerGas", params -> Quantity.of(oracle.tip()),
                "blobBaseFee", params -> Quantity.of(blobPrice()),
                "feeHistory", params -> new FeeHistory(blocks).answer(Arguments.of(params, 3)));
    }

    private Object nextBaseFee() {
        return blocks.chain().nextFees().baseFee().map(Quantity::of).orElse(null);
    }

    private BigInteger blobPrice() throws RpcException {
        return blocks.chain().genesis().forks().blobPrice(head()).orElse(BigInteger.ZERO);
    }

    private BlockHeader head() throws RpcException {
        return blocks.header(BlockId.Tag.LATEST).orElseThrow(() -> RpcException.failed("the head has just moved"));
    }
}
