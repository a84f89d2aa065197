package org.jackfield.release;

import java.util.Optional;
import java.util.Set;
import org.jackfield.api.Capability;
import org.jackfield.api.release.ReleaseShares.Hold;
import org.osgi.framework.Bundle;

/**
 * Puts one release of a bundle in the place of another, or else the other back. A {@link StandIn} of the new release has the
 * sessions meanwhile. It knows nothing of the journal.
 */
record Replacement(Workshop workshop) {

    /** How it ended. */
    enum End {
        /** The new release runs. */
        DONE,
        /** It does not, and the former one runs, again or still. */
        PUT_BACK,
        /** Neither runs. */
        BROKEN,
        /** The node goes down; the next start settles it. */
        CUT_SHORT
    }

    /** @param problem why the new release does not run, and the former one if that does not either; else empty */
    record Outcome(End end, String problem) {}

    /** A canary that the bundle has is the stand-in; there is none any more afterwards, unless the node goes down. */
    Outcome put(Bundle bundle, Release next, Release former) {
        Set<Capability> served = new ServedProtocols(workshop.context()).of(bundle);
        StandIn standIn = new StandIn(workshop, bundle);
        Outcome outcome = served.isEmpty()
                ? update(bundle, next, former, served)
                : relieve(standIn, bundle, next, former, served);
        if (outcome.end() != End.CUT_SHORT) {
            standIn.end();
        }
        return outcome;
    }

    private Outcome relieve(StandIn standIn, Bundle bundle, Release next, Release former, Set<Capability> served) {
        Optional<String> problem = standIn.begin(next, served);
        if (problem.isPresent()) {
            return new Outcome(goingDown() ? End.CUT_SHORT : End.PUT_BACK, cannotStart(next, problem.get()));
        }
        standIn.take();
        Outcome outcome = update(bundle, next, former, served);
        if (outcome.end() == End.DONE || outcome.end() == End.PUT_BACK) {
            standIn.giveBack();
        }
        return outcome;
    }

    private Outcome update(Bundle bundle, Release next, Release former, Set<Capability> served) {
        // For those whose sessions the stand-in cannot have.
        Hold hold = workshop.core().hold(bundle.getBundleId());
        try {
            return tryBoth(bundle, next, former, served);
        } finally {
            hold.close();
        }
    }

    private Outcome tryBoth(Bundle bundle, Release next, Release former, Set<Capability> served) {
        // What people have stopped or started for this run only stays so at the next start.
        int options = bundle.getState() == Bundle.ACTIVE ? Bundle.START_TRANSIENT : 0;
        Optional<String> problem = workshop.starting().replace(bundle, next, options, served);
        if (problem.isEmpty()) {
            return new Outcome(End.DONE, "");
        }
        String why = cannotStart(next, problem.get());
        if (goingDown()) {
            return new Outcome(End.CUT_SHORT, why);
        }
        Optional<String> worse = workshop.starting().replace(bundle, former, options, served);
        if (worse.isEmpty()) {
            return new Outcome(End.PUT_BACK, why);
        }
        why += "; nor can " + former.version() + ": " + worse.get();
        return new Outcome(goingDown() ? End.CUT_SHORT : End.BROKEN, OneLine.bounded(why));
    }

    private static String cannotStart(Release next, String problem) {
        return next.version() + " cannot be started: " + problem;
    }

    private boolean goingDown() {
        try {
            return workshop.context().getBundle(0).getState() != Bundle.ACTIVE;
        } catch (IllegalStateException stopped) {
            return true;
        }
    }
}
