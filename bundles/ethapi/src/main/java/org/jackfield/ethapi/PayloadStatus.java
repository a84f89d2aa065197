package org.jackfield.ethapi;

/**
 * What is answered about a payload ({@code PayloadStatusV1}). Nothing is executed here, so nothing is ever VALID, and no
 * ancestor can be named that is: {@code latestValidHash} is null always (execution-apis src/engine/paris.md, "Payload
 * validation", 3).
 *
 * @param latestValidHash null
 * @param validationError null unless the status is INVALID
 */
record PayloadStatus(String status, String latestValidHash, String validationError) {

    /** What it takes to judge the payload is not here: its ancestors, or the state, which never is. */
    static final PayloadStatus SYNCING = new PayloadStatus("SYNCING", null, null);

    /** Well-formed, not on the canonical chain, and not executed. */
    static final PayloadStatus ACCEPTED = new PayloadStatus("ACCEPTED", null, null);

    static PayloadStatus invalid(String why) {
        return new PayloadStatus("INVALID", null, why);
    }

    /** The answer to a choice of fork; payloads are not built here. */
    record Choice(PayloadStatus payloadStatus, String payloadId) {

        static Choice of(PayloadStatus status) {
            return new Choice(status, null);
        }
    }
}
