package org.jackfield.api;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/**
 * A protocol service as the registry sees it.
 *
 * @param messageCount number of message codes
 * @param bundle symbolic name of the bundle that registered it
 * @param bundleVersion its version
 * @param bundleId its id in the framework
 * @param ranking its {@code service.ranking}
 * @param serving whether it is the one offered; false while it stands by behind a higher ranking, or is a canary
 * @param canaryShare the share of peers it is the canary for; 0 if it is none
 * @param sessions how many peers it runs with now
 * @param parked how many sessions it has left and nobody has resumed yet; a service that is withdrawn is listed as long
 *     as there are any
 * @param lastSwap how it took over sessions of another release, if it did
 * @param statistics what it has done since it was plugged in
 */
public record RegisteredProtocol(
        Capability capability,
        int messageCount,
        String bundle,
        String bundleVersion,
        long bundleId,
        int ranking,
        boolean serving,
        double canaryShare,
        int sessions,
        int parked,
        Optional<Swap> lastSwap,
        ReleaseStatistics statistics) {

    /** One word or two for a person: {@code serving}, {@code standby}, {@code canary 10 %}, {@code parked 3}. */
    public String state() {
        if (parked > 0) {
            return "parked " + parked;
        }
        if (canaryShare > 0) {
            return "canary "
                    + BigDecimal.valueOf(100 * canaryShare)
                            .round(new MathContext(3))
                            .stripTrailingZeros()
                            .toPlainString()
                    + " %";
        }
        return serving ? "serving" : "standby";
    }
}
