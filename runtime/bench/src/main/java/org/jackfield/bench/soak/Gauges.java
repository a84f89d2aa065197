package org.jackfield.bench.soak;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.jackfield.bench.ProcessMemory;
import org.jackfield.bench.crowd.Footprint;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWiring;

/**
 * What this process holds, of the node besides little.
 *
 * @param residentBytes of the machine's memory
 * @param descriptors open files and sockets
 * @param directBytes native memory of Netty's buffers, and of those kept for reuse
 */
record Gauges(Footprint footprint, long residentBytes, long descriptors, long directBytes) {

    static Gauges read(BundleContext node) throws IOException, ReflectiveOperationException {
        Footprint footprint = Footprint.now();
        return new Gauges(
                footprint,
                ProcessMemory.of(ProcessHandle.current().pid()).residentBytes(),
                openDescriptors(),
                directBytes(node));
    }

    private static long openDescriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getOpenFileDescriptorCount()
                : 0;
    }

    /** Asked of the node's own Netty, whose classes are not ours. */
    private static long directBytes(BundleContext node) throws ReflectiveOperationException {
        ClassLoader netty = Arrays.stream(node.getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals("io.netty.buffer"))
                .findFirst()
                .orElseThrow()
                .adapt(BundleWiring.class)
                .getClassLoader();
        Object allocator = netty.loadClass("io.netty.buffer.ByteBufAllocator")
                .getField("DEFAULT")
                .get(null);
        Object metric = netty.loadClass("io.netty.buffer.ByteBufAllocatorMetricProvider")
                .getMethod("metric")
                .invoke(allocator);
        return (long) netty.loadClass("io.netty.buffer.ByteBufAllocatorMetric")
                .getMethod("usedDirectMemory")
                .invoke(metric);
    }
}
