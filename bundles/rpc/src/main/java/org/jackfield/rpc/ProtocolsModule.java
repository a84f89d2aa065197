package org.jackfield.rpc;

import java.util.Map;
import org.jackfield.api.ProtocolRegistry;
import org.jackfield.api.release.Readout;
import org.jackfield.api.rpc.RpcMethod;
import org.jackfield.api.rpc.RpcModule;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code jackfield_protocols}: what is plugged in. */
@Component
public final class ProtocolsModule implements RpcModule {

    private final ProtocolRegistry registry;

    @Activate
    public ProtocolsModule(@Reference ProtocolRegistry registry) {
        this.registry = registry;
    }

    @Override
    public String namespace() {
        return "jackfield";
    }

    @Override
    public Map<String, RpcMethod> methods() {
        return Map.of(
                "protocols",
                params -> registry.registered().stream().map(Readout::of).toList());
    }
}
