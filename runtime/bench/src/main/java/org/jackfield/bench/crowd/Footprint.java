package org.jackfield.bench.crowd;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;

/**
 * What a process holds, after a full collection.
 *
 * @param heapBytes in use at the end of the collection, so that what runs meanwhile does not count
 * @param threads of the operating system
 */
public record Footprint(long heapBytes, long metaspaceBytes, int threads, int classes) {

    /** Reference processing may need a second turn. */
    private static final int COLLECTIONS = 3;

    public static Footprint now() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        long heap = 0;
        long metaspace = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP) {
                heap += pool.getCollectionUsage().getUsed();
            } else if (pool.getName().equals("Metaspace")) {
                metaspace = pool.getUsage().getUsed();
            }
        }
        return new Footprint(
                heap,
                metaspace,
                ManagementFactory.getThreadMXBean().getThreadCount(),
                ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
    }
}
