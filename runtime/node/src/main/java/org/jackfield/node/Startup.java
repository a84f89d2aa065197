package org.jackfield.node;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;

/** What the launcher hears while the node starts: parts that are ready, and bundles that fail. */
final class Startup implements FrameworkListener {

    private final BlockingQueue<Map<String, String>> reports = new LinkedBlockingQueue<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();

    /** A part is ready, or has a {@code problem}: keys {@code name}, {@code text}, {@code problem}. On any thread. */
    void report(Map<String, String> readiness) {
        reports.add(readiness);
    }

    /** A bundle that does not resolve or start is an event, not an exception, once start levels start bundles. */
    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.ERROR) {
            failures.add(event.getBundle().getSymbolicName() + ": "
                    + event.getThrowable().getMessage());
        }
    }

    /** What bundles failed by. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /**
     * Waits until every part is ready.
     *
     * @return each part's text, by name
     * @throws StartException as soon as one reports a problem, or when the time is up
     */
    Map<String, String> await(Set<String> parts, Duration timeout) throws StartException, InterruptedException {
        Map<String, String> texts = new TreeMap<>();
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!texts.keySet().containsAll(parts)) {
            Map<String, String> report = reports.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (report == null) {
                Set<String> missing = new HashSet<>(parts);
                missing.removeAll(texts.keySet());
                throw StartException.failure("cannot start: nothing heard from "
                        + String.join(", ", new TreeSet<>(missing)) + " within " + timeout.toSeconds() + " s");
            }
            if (report.containsKey("problem")) {
                throw StartException.badInput(refusal(report.get("problem")));
            }
            texts.put(report.get("name"), report.get("text"));
        }
        return texts;
    }

    private static String refusal(String problem) {
        return problem.startsWith("cannot ") ? problem : "cannot start: " + problem;
    }
}
