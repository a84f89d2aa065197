package org.jackfield.node.boot;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jackfield.api.Readiness;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Tells the launcher which parts are ready, in types that both know. */
@Component(service = ReadinessRelay.class, immediate = true)
public final class ReadinessRelay {

    private final Consumer<Map<String, String>> launcher;

    @Activate
    public ReadinessRelay(@Reference(target = "(jackfield.role=readiness)") Consumer<Map<String, String>> launcher) {
        this.launcher = launcher;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bind(Readiness part) {
        Map<String, String> report = new HashMap<>();
        report.put("name", part.name());
        report.put("text", part.text());
        part.problem().ifPresent(problem -> report.put("problem", problem));
        launcher.accept(report);
    }

    void unbind(Readiness part) {
        // A part that goes while the node runs is somebody's doing; the launcher only waits for the start.
    }
}
