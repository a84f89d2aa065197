package org.jackfield.chunks;

import java.nio.ByteBuffer;

/** The last numbers that the store has given: ids of bins, accesses, uploads. Of the writing thread. */
final class StoreCounters {

    private final long[] binIds = new long[Address.MAX_BIN + 1];
    private long access;
    private long upload;

    StoreCounters(StoreDatabase database) {
        for (int bin = 0; bin < binIds.length; bin++) {
            binIds[bin] = lastId(database, bin);
        }
        access = last(database, StoreKey.COLLECTABLE, StoreKey.COLLECTABLE_END);
        upload = last(database, StoreKey.UPLOADED, StoreKey.UPLOADED_END);
    }

    /** The last id that was given in a bin and written, 0 if none. */
    static long lastId(StoreDatabase database, int bin) {
        return database.get(StoreKey.lastId(bin))
                .map(value -> ByteBuffer.wrap(value).getLong())
                .orElse(0L);
    }

    long nextBinId(int bin) {
        return ++binIds[bin];
    }

    long nextAccess() {
        return ++access;
    }

    long nextUpload() {
        return ++upload;
    }

    private static long last(StoreDatabase database, byte[] first, byte[] end) {
        return database.last(first, end).map(StoreKey::numberIn).orElse(0L);
    }
}
