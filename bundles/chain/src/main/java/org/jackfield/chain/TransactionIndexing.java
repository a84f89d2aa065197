package org.jackfield.chain;

/** How much of the canonical chain {@link Chain#transaction} knows. */
public enum TransactionIndexing {
    /** Nothing: it is not wanted. */
    OFF,
    /** Not all yet: many blocks have come at once, as in an import, or the store is older than its index. */
    IN_PROGRESS,
    /** All. */
    DONE
}
