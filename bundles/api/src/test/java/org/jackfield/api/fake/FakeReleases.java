package org.jackfield.api.fake;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.release.ReleaseException;
import org.jackfield.api.release.ReleaseReport;
import org.jackfield.api.release.Releases;

/** Does nothing, and reports what a test has told it to; what is asked of it is written down. */
public final class FakeReleases implements Releases {

    public final List<String> orders = new ArrayList<>();

    /** What is reported one look after the other; the last one stays. */
    public final List<ReleaseReport> reports = new ArrayList<>();

    /** Why the next orders are refused, if they are. */
    public Optional<String> refusal = Optional.empty();

    @Override
    public ReleaseReport swap(String target, Path jar, Duration watch) throws ReleaseException {
        return order("swap " + target + ' ' + jar.getFileName() + ' ' + watch);
    }

    @Override
    public ReleaseReport canary(String target, Path jar, double share) throws ReleaseException {
        return order("canary " + target + ' ' + jar.getFileName() + ' ' + share);
    }

    @Override
    public ReleaseReport promote(String target, Duration watch) throws ReleaseException {
        return order("promote " + target + ' ' + watch);
    }

    @Override
    public ReleaseReport rollback(String target) throws ReleaseException {
        return order("rollback " + target);
    }

    @Override
    public List<ReleaseReport> reports() {
        return reports.isEmpty() ? List.of() : List.of(next());
    }

    private ReleaseReport order(String order) throws ReleaseException {
        orders.add(order);
        if (refusal.isPresent()) {
            throw new ReleaseException(refusal.get());
        }
        return next();
    }

    private ReleaseReport next() {
        return reports.size() == 1 ? reports.get(0) : reports.remove(0);
    }
}
