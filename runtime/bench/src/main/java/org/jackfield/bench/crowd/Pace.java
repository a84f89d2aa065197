package org.jackfield.bench.crowd;

/**
 * How fast numbers flow.
 *
 * @param swappedWindow numbers of the swapped protocol that may be unconfirmed, each way
 * @param untouchedWindow the same of the other protocol
 * @param onDemand whether the crowd's end sends and confirms only when told to, which keeps the node to the same pace; if not, at
 *     once
 */
public record Pace(int swappedWindow, int untouchedWindow, boolean onDemand) {

    /** As fast as the windows allow. */
    public static Pace unbounded(int window) {
        return new Pace(window, window, false);
    }

    /**
     * A number each way of the untouched protocol whenever told to, so that a confirmation tells when the node has read it and no
     * more; of the swapped one as many as the window.
     */
    public static Pace onDemand(int window) {
        return new Pace(window, 1, true);
    }
}
