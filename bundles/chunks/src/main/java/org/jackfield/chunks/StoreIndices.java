package org.jackfield.chunks;

import java.util.Map;

/** How many chunks are where, counted one by one; of the writing thread, or of one that does not mind what is written meanwhile. */
final class StoreIndices {

    private long all;
    private long accessed;
    private long unpushed;
    private long offered;
    private long collectable;
    private long pinned;

    void count(ChunkRecord record) {
        all++;
        accessed += record.accessed() != 0 ? 1 : 0;
        unpushed += record.uploaded() != 0 ? 1 : 0;
        offered += record.offered() ? 1 : 0;
        collectable += record.isCollectable() ? 1 : 0;
        pinned += record.pins() > 0 ? 1 : 0;
    }

    /** By the names of the original's indexes (ethersphere swarm v0.5.8, storage/localstore/localstore.go, DebugIndices). */
    Map<String, Long> named() {
        return Map.of(
                "retrievalDataIndex", all,
                "retrievalAccessIndex", accessed,
                "pushIndex", unpushed,
                "pullIndex", offered,
                "gcIndex", collectable,
                "gcSize", collectable,
                "gcExcludeIndex", pinned,
                "pinIndex", pinned);
    }
}
