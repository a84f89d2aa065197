package org.jackfield.sync;

/** How a simulated peer behaves. */
enum Manner {
    HONEST,
    /** Has answered before the request is reported as sent. */
    PROMPT,
    SLOW,
    /** After more time than a new peer is given. */
    LATE,
    /** Never answers. */
    SILENT,
    NO_HEADERS,
    NO_BODIES,
    NO_RECEIPTS,
    NO_ACCESS_LISTS,
    /** A body of another block among the right ones. */
    WRONG_BODIES,
    WRONG_RECEIPTS,
    /** That of the block before. */
    WRONG_ACCESS_LISTS,
    /** One in the middle is missing. */
    UNLINKED_HEADERS,
    /** More than was asked for. */
    ENDLESS_HEADERS,
    /** A skeleton of another chain. */
    FALSE_SKELETON,
    /** The answer to the question before. */
    STALE,
    TWICE,
    GARBAGE
}
