package org.jackfield.sync;

/** What is asked for, and how many of it at once: at least, at first, and at most. */
enum Kind {
    HEADERS(16, 192, 512),
    // Go-ethereum serves up to 1,024 of each and stops at 2 MiB; larger requests would only make time-outs coarser.
    BODIES(1, 32, 256),
    RECEIPTS(1, 32, 256);

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
        return request instanceof BlockRequest.Bodies ? BODIES : RECEIPTS;
    }
}
