package org.jackfield.release;

import java.util.Optional;
import java.util.Set;
import org.jackfield.api.Capability;
import org.jackfield.api.release.ReleaseShares.Hold;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/**
 * Puts one release of a bundle in the place of another, or else the other back, while the sessions wait. It knows
 * nothing of the journal.
 */
record Replacement(BundleContext context, JarStore jars, Core core) {

    /** How it ended. */
    enum End {
        /** The new release runs. */
        DONE,
        /** It does not, and the former one runs again. */
        PUT_BACK,
        /** Neither runs. */
        BROKEN,
        /** The node goes down; the next start settles it. */
        CUT_SHORT
    }

    /** @param problem why the new release does not run, and the former one if that does not either; else empty */
    record Outcome(End end, String problem) {}

    Outcome put(Bundle bundle, Release next, Release former) {
        Hold hold = core.hold(bundle.getBundleId());
        try {
            return tryBoth(bundle, next, former);
        } finally {
            hold.close();
        }
    }

    private Outcome tryBoth(Bundle bundle, Release next, Release former) {
        Starting starting = new Starting(context, jars);
        Set<Capability> served = new ServedProtocols(context).of(bundle);
        // What people have stopped or started for this run only stays so at the next start.
        int options = bundle.getState() == Bundle.ACTIVE ? Bundle.START_TRANSIENT : 0;
        Optional<String> problem = starting.replace(bundle, next, options, served);
        if (problem.isEmpty()) {
            return new Outcome(End.DONE, "");
        }
        String why = next.version() + " cannot be started: " + problem.get();
        if (goingDown()) {
            return new Outcome(End.CUT_SHORT, why);
        }
        Optional<String> worse = starting.replace(bundle, former, options, served);
        if (worse.isEmpty()) {
            return new Outcome(End.PUT_BACK, why);
        }
        why += "; nor can " + former.version() + ": " + worse.get();
        return new Outcome(goingDown() ? End.CUT_SHORT : End.BROKEN, OneLine.bounded(why));
    }

    private boolean goingDown() {
        try {
            return context.getBundle(0).getState() != Bundle.ACTIVE;
        } catch (IllegalStateException stopped) {
            return true;
        }
    }
}
