package org.jackfield.interop;

import java.util.Map;

/**
 * Tests of go-ethereum's conformance tool that our node cannot pass yet, each with what it lacks. One that passes must
 * be struck off: {@link ConformanceTest} fails until it is.
 */
final class NotYet {

    private static final String NO_ENGINE = "there is no engine API, and no transaction pool";

    static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry("LargeTxRequest", NO_ENGINE),
            Map.entry("Transaction", NO_ENGINE),
            Map.entry("InvalidTxs", NO_ENGINE),
            Map.entry("NewPooledTxs", NO_ENGINE),
            Map.entry("BlobViolations", NO_ENGINE),
            Map.entry("TestBlobTxWithoutSidecar", NO_ENGINE),
            Map.entry("TestBlobTxWithMismatchedSidecar", NO_ENGINE),
            Map.entry("BlobTxAvailabilityFailure", NO_ENGINE),
            Map.entry("GetCells", NO_ENGINE),
            Map.entry("BlobTxWithInvalidCells", NO_ENGINE));

    private NotYet() {}
}
