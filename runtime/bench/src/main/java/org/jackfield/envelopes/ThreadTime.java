package org.jackfield.envelopes;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Processor time of the calling thread: what others do on the same cores is not in it. */
final class ThreadTime {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private ThreadTime() {}

    static long nanos() {
        return THREADS.getCurrentThreadCpuTime();
    }
}
