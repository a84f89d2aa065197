package org.jackfield.rpc;

import java.util.Map;
import java.util.Set;
import org.jackfield.api.release.Readout;
import org.jackfield.api.release.Renegotiation;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcMethod;
import org.jackfield.api.rpc.RpcModule;
import org.jackfield.api.rpc.RpcParams;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code jackfield_renegotiate}, {@code renegotiation}, {@code stopRenegotiation}. */
@Component
public final class RenegotiationModule implements RpcModule {

    private static final String AT_ONCE = "atOnce";
    private static final String KEEP = "keep";

    private final Renegotiation renegotiation;

    @Activate
    public RenegotiationModule(@Reference Renegotiation renegotiation) {
        this.renegotiation = renegotiation;
    }

    @Override
    public String namespace() {
        return "jackfield";
    }

    @Override
    public Map<String, RpcMethod> methods() {
        return Map.of(
                "renegotiate", (OperatorMethod) this::start,
                "stopRenegotiation", (OperatorMethod) params -> renegotiation.stop(),
                "renegotiation",
                        params -> renegotiation.progress().map(Readout::of).orElse(null));
    }

    private Object start(RpcParams params) throws RpcException {
        String protocol = params.text(0);
        CallOptions options = CallOptions.of(params, 1, Set.of(AT_ONCE, KEEP));
        int atOnce = options.count(AT_ONCE).orElseGet(renegotiation::atOnce);
        double keep = options.share(KEEP).orElseGet(renegotiation::keptShare);
        try {
            return Readout.of(renegotiation.start(protocol, atOnce, keep));
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw RpcException.failed(e.getMessage());
        }
    }
}
