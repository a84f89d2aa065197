package org.jackfield.chunks;

/** Makes room, a part with each change, so that no writer waits for long. Of the writing thread. */
final class Collector {

    /** With one change at least, where there is too much; and twice what it adds. */
    private static final int AT_ONCE = 200;

    private final StoreDatabase database;
    private final Address base;
    private final Capacity capacity;
    /** Nothing that may be collected was accessed before: there are only the traces of what has been. */
    private long collectedUpTo;

    private boolean collecting;

    Collector(StoreDatabase database, Address base, Capacity capacity) {
        this.database = database;
        this.base = base;
        this.capacity = capacity;
    }

    /**
     * @param added chunks since the last time
     * @return how full the store is after it
     */
    StoreStatus collect(StoreStatus status, int added) {
        collecting = capacity.isExceeded(status) || collecting && !capacity.isMet(status);
        if (!collecting) {
            return status;
        }
        long least = status.chunks() - Math.max(AT_ONCE, 2 * added);
        try (StoreChange change = new StoreChange(base, status)) {
            database.scan(StoreKey.collectable(collectedUpTo, Address.ZERO), StoreKey.COLLECTABLE_END, (key, value) -> {
                Address address = StoreKey.addressIn(key);
                ChunkRecord record = database.get(StoreKey.record(address))
                        .map(ChunkRecord::decode)
                        .orElseThrow(() -> database.damaged("it has lost " + address));
                change.remove(address, record);
                collectedUpTo = StoreKey.numberIn(key);
                return change.status().chunks() > least && !capacity.isMet(change.status());
            });
            database.write(change.writes());
            return change.status();
        }
    }
}
