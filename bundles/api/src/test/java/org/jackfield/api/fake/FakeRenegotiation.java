package org.jackfield.api.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.release.Renegotiation;

/** Closes no link, and tells what progress a test has set; what is asked of it is written down. */
public final class FakeRenegotiation implements Renegotiation {

    public final List<String> orders = new ArrayList<>();

    /** What is told one look after the other; the last one stays. */
    public final List<Progress> progress = new ArrayList<>();

    /** Why it does not begin, if it does not. */
    public Optional<String> refusal = Optional.empty();

    @Override
    public Progress start(String protocol, int atOnce, double keptShare) {
        orders.add("start " + protocol + ' ' + atOnce + ' ' + keptShare);
        refusal.ifPresent(reason -> {
            throw new IllegalStateException(reason);
        });
        return progress().orElseThrow();
    }

    @Override
    public int atOnce() {
        return 7;
    }

    @Override
    public double keptShare() {
        return 0.6;
    }

    @Override
    public boolean stop() {
        orders.add("stop");
        return !progress.isEmpty();
    }

    @Override
    public Optional<Progress> progress() {
        if (progress.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(progress.size() == 1 ? progress.get(0) : progress.remove(0));
    }
}
