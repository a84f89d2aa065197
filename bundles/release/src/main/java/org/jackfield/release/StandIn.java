package org.jackfield.release;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jackfield.api.Capability;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A canary that has all sessions of its bundle while that is replaced. They come to it a few at a time, and go back a few
 * at a time, so that none waits for the others or for the disk: all at once, as an update has it, a hundred of them keep
 * each other waiting.
 */
record StandIn(Workshop workshop, Bundle bundle) {

    private static final Logger LOG = LoggerFactory.getLogger(StandIn.class);

    /** Longer than a few sessions take that have to be interrupted. Those that stay are parked by the update. */
    private static final long PASSAGE_SECONDS = 30;

    /**
     * Installs and starts it, unless the bundle has a canary already. Nobody is given to it yet.
     *
     * @return why it does not run
     */
    Optional<String> begin(Release next, Set<Capability> served) {
        if (workshop.at(location()).isPresent()) {
            return Optional.empty();
        }
        return new Beside(workshop).start(bundle.getSymbolicName(), next, Bundle.START_TRANSIENT, served);
    }

    /** Has the sessions come to it. Waits for them, but not for ever. */
    void take() {
        share(1);
    }

    /** Has them go back. Waits for them, but not for ever. */
    void giveBack() {
        share(0);
    }

    /** Is taken away. */
    void end() {
        new Beside(workshop).remove(bundle.getSymbolicName());
    }

    private void share(double share) {
        workshop.at(location()).ifPresent(canary -> await(workshop.core().canary(canary.getBundleId(), share)));
    }

    private void await(CompletionStage<Void> passage) {
        try {
            passage.toCompletableFuture().get(PASSAGE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn(
                    "not all sessions of {} have changed hands within {} s", bundle.getSymbolicName(), PASSAGE_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String location() {
        return Beside.location(bundle.getSymbolicName());
    }
}
