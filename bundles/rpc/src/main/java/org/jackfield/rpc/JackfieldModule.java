package org.jackfield.rpc;

import java.util.List;
import java.util.Map;
import org.jackfield.api.ProtocolRegistry;
import org.jackfield.api.RegisteredProtocol;
import org.jackfield.api.Swap;
import org.jackfield.api.rpc.RpcMethod;
import org.jackfield.api.rpc.RpcModule;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code jackfield_*}: what other nodes have no word for. */
@Component
public final class JackfieldModule implements RpcModule {

    private final ProtocolRegistry registry;

    @Activate
    public JackfieldModule(@Reference ProtocolRegistry registry) {
        this.registry = registry;
    }

    @Override
    public String namespace() {
        return "jackfield";
    }

    @Override
    public Map<String, RpcMethod> methods() {
        return Map.of("protocols", params -> protocols());
    }

    private List<ProtocolRow> protocols() {
        return registry.registered().stream().map(ProtocolRow::of).toList();
    }

    /**
     * One installed protocol.
     *
     * @param capability {@code eth/69}
     * @param state as {@link RegisteredProtocol#state} words it
     * @param lastSwap null if it has taken over from nobody
     */
    private record ProtocolRow(
            String capability,
            String state,
            int messageCount,
            int sessions,
            int parked,
            int ranking,
            String bundle,
            String bundleVersion,
            long bundleId,
            SwapRow lastSwap) {

        static ProtocolRow of(RegisteredProtocol protocol) {
            return new ProtocolRow(
                    protocol.capability().toString(),
                    protocol.state(),
                    protocol.messageCount(),
                    protocol.sessions(),
                    protocol.parked(),
                    protocol.ranking(),
                    protocol.bundle(),
                    protocol.bundleVersion(),
                    protocol.bundleId(),
                    protocol.lastSwap().map(SwapRow::of).orElse(null));
        }
    }

    private record SwapRow(String at, int sessions, double longestPauseMillis) {

        static SwapRow of(Swap swap) {
            return new SwapRow(
                    swap.at().toString(), swap.sessions(), swap.longestPause().toNanos() / 1e6);
        }
    }
}
