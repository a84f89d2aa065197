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
 * run tasks for a second before they do: a link that is written to without a pause hears its peer's Disconnect that much
 * later, and all links of its event loop with it.
 */
final class EventLoops extends MultiThreadIoEventLoopGroup {

    // Netty looks at the clock after each 64 tasks, so this is more often than not the time of 64 tasks.
    private static final int MAX_TASKS_MILLIS = 1;

    EventLoops(Sockets sockets) {
        super(Runtime.getRuntime().availableProcessors(), new DefaultThreadFactory("rlpx", true), sockets.loops());
    }

    @Override
    protected IoEventLoop newChild(Executor executor, IoHandlerFactory sockets, Object... none) {
        return new SingleThreadIoEventLoop(
                this, executor, sockets, Integer.MAX_VALUE, RejectedExecutionHandlers.reject(), MAX_TASKS_MILLIS);
    }
}
