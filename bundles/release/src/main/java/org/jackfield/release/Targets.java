package org.jackfield.release;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jackfield.api.Capability;
import org.jackfield.api.release.ReleaseException;
import org.osgi.framework.Bundle;

/**
 * The bundles that can be replaced: those that serve a protocol, and those that have been replaced before, which may be
 * broken. Canaries are not; they go with their bundles.
 */
record Targets(Workshop workshop) {

    Bundle find(String text) throws ReleaseException {
        return workshop.context().getBundle(Target.find(text, all()).id());
    }

    private List<Target> all() {
        ServedProtocols protocols = new ServedProtocols(workshop.context());
        List<Target> targets = new ArrayList<>();
        for (Bundle bundle : workshop.context().getBundles()) {
            Set<String> names =
                    protocols.of(bundle).stream().map(Capability::name).collect(Collectors.toSet());
            String name = bundle.getSymbolicName();
            boolean replaced = name != null && workshop.ledger().entry(name).isPresent();
            if (name != null
                    && !Beside.isCanary(bundle)
                    && (replaced || !names.isEmpty())
                    && bundle.getBundleId() != 0) {
                targets.add(new Target(
                        bundle.getBundleId(), name, bundle.getVersion().toString(), names));
            }
        }
        return targets;
    }
}
