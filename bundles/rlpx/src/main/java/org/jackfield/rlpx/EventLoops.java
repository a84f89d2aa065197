package org.jackfield.rlpx;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.RejectedExecutionHandlers;
import java.util.concurrent.Executor;

/**
 * Event loops, one for each processor, that look at their sockets between tasks even when tasks never cease. Netty's own
 * run tasks for a second before they do, and look at the clock after each 64: a link that is written to without a pause hears
 * its peer that much later, and all links of its event loop with it.
 */
final class EventLoops extends MultiThreadIoEventLoopGroup {

    private static final int MAX_TASKS_MILLIS = 1;

    EventLoops(Sockets sockets) {
        super(Runtime.getRuntime().availableProcessors(), new DefaultThreadFactory("rlpx", true), sockets.loops());
    }

    @Override
    protected IoEventLoop newChild(Executor executor, IoHandlerFactory sockets, Object... none) {
        return new PunctualLoop(this, executor, sockets);
    }

    /** Looks at the clock before each task: one that encodes a large message takes milliseconds. */
    private static final class PunctualLoop extends SingleThreadIoEventLoop {

        private boolean amongTasks;
        private long endNanos;

        PunctualLoop(EventLoops group, Executor executor, IoHandlerFactory sockets) {
            super(group, executor, sockets, Integer.MAX_VALUE, RejectedExecutionHandlers.reject(), MAX_TASKS_MILLIS);
        }

        @Override
        protected boolean runAllTasks(long timeoutNanos) {
            amongTasks = true;
            endNanos = System.nanoTime() + timeoutNanos;
            try {
                return super.runAllTasks(timeoutNanos);
            } finally {
                amongTasks = false;
            }
        }

        @Override
        protected Runnable pollTask() {
            boolean late = amongTasks && System.nanoTime() - endNanos >= 0;
            return late ? null : super.pollTask();
        }
    }
}
