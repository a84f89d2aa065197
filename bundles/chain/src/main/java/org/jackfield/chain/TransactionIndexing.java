package org.jackfield.chain;

/** How much of the canonical chain {@link Chain#transaction} knows. */
public enum TransactionIndexing {
    /** Nothing: it is not wanted. */
    OFF,
    /** Not all yet: the store is older than its index, or the head has moved to a very long branch. */
    IN_PROGRESS,
    /** All. */
    DONE
}
