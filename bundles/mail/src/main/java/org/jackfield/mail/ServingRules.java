package org.jackfield.mail;

/**
 * What of a request that was understood is answered.
 *
 * @param maxSpanSeconds between the earliest and the latest time that a request is about
 * @param earliest the time before which nothing is kept, in seconds since 1970
 * @param now in seconds since 1970
 */
record ServingRules(long maxSpanSeconds, long earliest, long now) {

    /** status-go's, mailserver/mailserver.go: {@code maxQueryLimit}. */
    static final long MAX_LIMIT = 1_000;

    /** Clocks differ; as status-go's {@code whisperTTLSafeThreshold}. */
    private static final long AHEAD_SECONDS = 60;

    /**
     * The selection with bounds where it has none: as in Status a {@code to} of 0 means now, and a limit of 0 the server's.
     *
     * @throws RequestException if it asks for what makes no sense, or too much
     */
    Selection applied(Selection asked) throws RequestException {
        long latest = now + AHEAD_SECONDS;
        Selection ended = asked.to() == 0 ? asked.until(latest) : asked;
        if (ended.from() > ended.to()) {
            throw new RequestException("from " + ended.from() + " is after to " + ended.to());
        }
        Selection bounded = ended.within(earliest, latest);
        long span = bounded.to() - bounded.from();
        if (span > maxSpanSeconds) {
            throw new RequestException(
                    "a time of " + span + " s, at most " + maxSpanSeconds + " s are answered at once");
        }
        return bounded.withLimit(limit(bounded));
    }

    private static long limit(Selection asked) {
        // Who cannot go on by a cursor gets it all.
        boolean paged = asked.order() == Selection.Order.NEWEST_FIRST;
        return paged && (asked.limit() == 0 || asked.limit() > MAX_LIMIT) ? MAX_LIMIT : asked.limit();
    }
}
