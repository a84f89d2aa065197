package org.jackfield.bench.link;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import jdk.jfr.Recording;

/** What this process allocates from now on: counted by its threads, and sampled by the JVM's recorder. */
final class AllocationRecording {

    static final String SAMPLE = "jdk.ObjectAllocationSample";

    private final Recording recording = new Recording();
    private final long before;

    /** Begins. */
    AllocationRecording() {
        recording.enable(SAMPLE).with("throttle", "off").withStackTrace();
        recording.start();
        before = allocatedBytes();
    }

    /** Ends, and returns what the threads have counted, in bytes. */
    long end(Path samples) throws IOException {
        long allocated = allocatedBytes() - before;
        recording.stop();
        recording.dump(samples);
        recording.close();
        return allocated;
    }

    /** A virtual thread's are its carrier's. */
    private static long allocatedBytes() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
    }
}
