package org.jackfield.shell;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jackfield.api.RegisteredProtocol;
import org.jackfield.api.Swap;

/**
 * How a bundle has taken over the sessions of another release, all its protocols together.
 *
 * @param parked sessions that wait to be taken over
 */
record Takeover(int sessions, Duration longestPause, int parked) {

    /**
     * @param since swaps before are not counted
     */
    static Takeover of(Collection<RegisteredProtocol> installed, long bundleId, Instant since) {
        List<RegisteredProtocol> protocols = installed.stream()
                .filter(protocol -> protocol.bundleId() == bundleId)
                .toList();
        List<Swap> swaps = protocols.stream()
                .flatMap(protocol -> protocol.lastSwap().stream())
                .filter(swap -> !swap.at().isBefore(since))
                .toList();
        return new Takeover(
                swaps.stream().mapToInt(Swap::sessions).sum(),
                swaps.stream()
                        .map(Swap::longestPause)
                        .max(Comparator.naturalOrder())
                        .orElse(Duration.ZERO),
                protocols.stream().mapToInt(RegisteredProtocol::parked).sum());
    }

    /** {@code 12 sessions, longest pause 14 ms}. */
    @Override
    public String toString() {
        String waiting = parked == 0 ? "" : ", " + parked + " still parked";
        return switch (sessions) {
            case 0 -> "no session to take over" + waiting;
            case 1 -> "1 session, pause " + Units.duration(longestPause) + waiting;
            default -> sessions + " sessions, longest pause " + Units.duration(longestPause) + waiting;
        };
    }
}
