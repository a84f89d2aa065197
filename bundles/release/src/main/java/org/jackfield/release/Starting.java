package org.jackfield.release;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jackfield.api.Capability;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gets a release to run, or says why it does not. */
record Starting(BundleContext context, JarStore jars) {

    private static final Logger LOG = LoggerFactory.getLogger(Starting.class);

    /**
     * How long a release that was started may take to register one of its protocols. Sessions may wait for it since 6 s
     * (the core's grace) and do so for 10 s: the former release must still find them.
     */
    static final Duration REGISTRATION = Duration.ofSeconds(3);

    /**
     * Puts a release in the place of the one that is there, and starts it.
     *
     * @param options of {@link Bundle#start(int)}
     * @param expected one of these has to come; empty: none has to
     * @return why it does not run
     */
    Optional<String> replace(Bundle bundle, Release release, int options, Set<Capability> expected) {
        try (InputStream jar = jars.open(release)) {
            // Not left to the update, which gives up if the old release fails to stop.
            stop(bundle);
            bundle.update(jar);
        } catch (BundleException | IOException | IllegalStateException e) {
            return Optional.of(OneLine.of(e));
        }
        return start(bundle, options, expected);
    }

    /** Starts a bundle as it is. */
    Optional<String> start(Bundle bundle, int options, Set<Capability> expected) {
        try (Arrival arrival = new Arrival(context, bundle)) {
            bundle.start(options);
            if (bundle.getState() != Bundle.ACTIVE) {
                return Optional.of("it does not become active");
            }
            return arrival.await(expected, REGISTRATION)
                    ? Optional.empty()
                    : Optional.of(
                            "it registers none of " + names(expected) + " within " + REGISTRATION.toSeconds() + " s");
        } catch (BundleException | IllegalStateException e) {
            return Optional.of(OneLine.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    private static void stop(Bundle bundle) {
        try {
            bundle.stop(Bundle.STOP_TRANSIENT);
        } catch (BundleException e) {
            LOG.warn("{} {} failed to stop: {}", bundle.getSymbolicName(), bundle.getVersion(), OneLine.of(e));
        }
    }

    private static String names(Set<Capability> capabilities) {
        return capabilities.stream().map(Capability::toString).collect(Collectors.joining(", "));
    }
}
