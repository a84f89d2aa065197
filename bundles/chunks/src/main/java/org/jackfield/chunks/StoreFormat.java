package org.jackfield.chunks;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** Whose a store is and how it is laid out. */
final class StoreFormat {

    private static final byte[] FORMAT_1 = {1};

    private StoreFormat() {}

    /** @throws IOException if this is not the store of the node at {@code base}; a new one becomes it */
    static void check(StoreDatabase database, Address base) throws IOException {
        byte[] format = database.get(StoreKey.FORMAT).orElse(FORMAT_1);
        if (!Arrays.equals(format, FORMAT_1)) {
            throw new IOException("the " + database + " has a newer format (" + format[0] + ")");
        }
        Optional<byte[]> stored = database.get(StoreKey.BASE);
        if (stored.isPresent() && !Arrays.equals(stored.get(), base.bytes())) {
            throw new IOException("the " + database + " belongs to the node at "
                    + Address.of(stored.get()).hex() + ", not to that at " + base.hex());
        }
        if (stored.isEmpty()) {
            try (StoreChange change = new StoreChange(base, StoreStatus.EMPTY)) {
                change.put(StoreKey.FORMAT, FORMAT_1);
                change.put(StoreKey.BASE, base.bytes());
                database.write(change.writes());
            }
        }
    }
}
