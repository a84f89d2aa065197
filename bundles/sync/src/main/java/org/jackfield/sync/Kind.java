package org.jackfield.sync;

import java.util.List;
import java.util.Locale;

/** What is asked for, and how many of it at once: at least, at first, and at most. */
enum Kind {
    HEADERS(16, 192, 512),
    // Go-ethereum serves up to 1,024 of each and stops at 2 MiB; larger requests would only make time-outs coarser.
    BODIES(1, 32, 256),
    RECEIPTS(1, 32, 256),
    // Some 70 KiB each (EIP-8159).
    ACCESS_LISTS(1, 8, 32);

    /** What a block is written without if nobody has it. */
    static final List<Kind> EXTRAS = List.of(RECEIPTS, ACCESS_LISTS);

    final int least;
    final int first;
    final int most;

    Kind(int least, int first, int most) {
        this.least = least;
        this.first = first;
        this.most = most;
    }

    static Kind of(BlockRequest request) {
        if (request instanceof BlockRequest.Headers) {
            return HEADERS;
        }
        if (request instanceof BlockRequest.Bodies) {
            return BODIES;
        }
        return request instanceof BlockRequest.Receipts ? RECEIPTS : ACCESS_LISTS;
    }

    /** For a person. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
