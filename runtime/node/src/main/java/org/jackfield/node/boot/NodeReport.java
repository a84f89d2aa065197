package org.jackfield.node.boot;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jackfield.api.Capability;
import org.jackfield.api.PeerDirectory;
import org.jackfield.api.ProtocolRegistry;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;

/**
 * What the launcher shows of the node: {@code enode}, {@code listening}, {@code protocols}, and, should a part not come up,
 * {@code unsatisfied}, the components that lack something.
 */
@Component(property = "jackfield.role=report")
public final class NodeReport implements Supplier<Map<String, String>> {

    private final ServiceComponentRuntime components;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile PeerDirectory directory;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile ProtocolRegistry registry;

    @Activate
    public NodeReport(@Reference ServiceComponentRuntime components) {
        this.components = components;
    }

    @Override
    public Map<String, String> get() {
        Map<String, String> report = new HashMap<>();
        Optional.ofNullable(directory).map(PeerDirectory::self).ifPresent(self -> {
            report.put("enode", self.toString());
            report.put(
                    "listening",
                    (self.host().indexOf(':') < 0 ? self.host() : '[' + self.host() + ']') + ':' + self.port());
        });
        Optional.ofNullable(registry).ifPresent(service -> report.put("protocols", protocols(service)));
        report.put("unsatisfied", unsatisfied());
        return report;
    }

    private static String protocols(ProtocolRegistry registry) {
        return registry.offered().stream().map(Capability::toString).collect(Collectors.joining(" "));
    }

    private String unsatisfied() {
        return components.getComponentDescriptionDTOs().stream()
                .flatMap(description -> components.getComponentConfigurationDTOs(description).stream())
                .filter(component -> component.state != ComponentConfigurationDTO.ACTIVE
                        && component.state != ComponentConfigurationDTO.SATISFIED)
                .map(NodeReport::reason)
                .collect(Collectors.joining("; "));
    }

    private static String reason(ComponentConfigurationDTO component) {
        String name = component.description.name;
        if (component.state == ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION) {
            return name + " has no configuration";
        }
        if (component.failure != null) {
            return name + " failed";
        }
        Set<String> unsatisfied = Arrays.stream(component.unsatisfiedReferences)
                .map(reference -> reference.name)
                .collect(Collectors.toSet());
        String missing = Arrays.stream(component.description.references)
                .filter(reference -> unsatisfied.contains(reference.name))
                .map(reference -> reference.interfaceName)
                .collect(Collectors.joining(", "));
        return name + " lacks " + missing;
    }
}
