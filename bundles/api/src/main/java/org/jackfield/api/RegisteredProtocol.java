package org.jackfield.api;

import java.util.Optional;

/**
 * A protocol service as the registry sees it.
 *
 * @param messageCount number of message codes
 * @param bundle symbolic name of the bundle that registered it
 * @param bundleVersion its version
 * @param bundleId its id in the framework
 * @param ranking its {@code service.ranking}
 * @param serving whether it is the one offered; false while it stands by behind a higher ranking
 * @param sessions how many peers it runs with now
 * @param parked how many sessions it has left and nobody has resumed yet; a service that is withdrawn is listed as long
 *     as there are any
 * @param lastSwap how it took over sessions of another release, if it did
 */
public record RegisteredProtocol(
        Capability capability,
        int messageCount,
        String bundle,
        String bundleVersion,
        long bundleId,
        int ranking,
        boolean serving,
        int sessions,
        int parked,
        Optional<Swap> lastSwap) {}
