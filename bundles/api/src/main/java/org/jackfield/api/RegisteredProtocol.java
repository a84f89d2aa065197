package org.jackfield.api;

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
 */
public record RegisteredProtocol(
        Capability capability,
        int messageCount,
        String bundle,
        String bundleVersion,
        long bundleId,
        int ranking,
        boolean serving,
        int sessions) {}
