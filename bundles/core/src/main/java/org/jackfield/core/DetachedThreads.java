package org.jackfield.core;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads that inherit nothing from whoever starts them: no context class loader, no thread locals. A thread that
 * did would keep the bundle alive that happened to be on the stack.
 *
 * <p>Where the JVM has virtual threads (21 and later), the first sessions get threads of the operating system all the same,
 * since those wake in half the time; beyond them a virtual one takes a fraction of the memory.
 */
final class DetachedThreads {

    private static final Logger LOG = LoggerFactory.getLogger(DetachedThreads.class);

    /** A stack of 64 KB or so each. */
    private static final int FIRST_SESSIONS = 64;

    private final Optional<VirtualThreads> virtual = VirtualThreads.find();
    private final SpareThreads spares = new SpareThreads();
    private final int mostOfTheSystem;
    private final AtomicInteger ofTheSystem = new AtomicInteger();

    DetachedThreads() {
        this(FIRST_SESSIONS);
    }

    /** @param mostOfTheSystem sessions at a time that have threads of the operating system where there are virtual ones */
    DetachedThreads(int mostOfTheSystem) {
        this.mostOfTheSystem = mostOfTheSystem;
    }

    /**
     * Runs a session on a thread of its own: one of the operating system that is {@linkplain #prepare prepared}, or a new
     * one; or a virtual one.
     *
     * @throws OutOfMemoryError if the system has no thread left
     */
    void start(String name, Runnable task) {
        boolean system = ofTheSystem.incrementAndGet() <= mostOfTheSystem;
        Optional<Thread> light = system ? Optional.empty() : virtual.flatMap(threads -> threads.create(name, task));
        if (light.isPresent()) {
            ofTheSystem.decrementAndGet();
            light.get().start();
        } else {
            startOfTheSystem(name, () -> {
                try {
                    task.run();
                } finally {
                    ofTheSystem.decrementAndGet();
                }
            });
        }
    }

    private void startOfTheSystem(String name, Runnable task) {
        try {
            if (!spares.give(name, task)) {
                platform(name, task).start();
            }
        } catch (OutOfMemoryError e) {
            ofTheSystem.decrementAndGet();
            throw e;
        }
    }

    /**
     * The session that runs on this thread will soon go on on another one, or else not within {@code patience}. Takes its
     * time; not for an event loop.
     */
    void prepare(Duration patience) {
        if (virtual.filter(VirtualThreads::isCurrent).isPresent()) {
            return;
        }
        try {
            spares.add(patience);
        } catch (OutOfMemoryError e) {
            LOG.debug("no thread to prepare: {}", e.getMessage());
        }
    }

    /** A daemon thread of the operating system. Not started. */
    static Thread platform(String name, Runnable task) {
        Thread thread = new Thread(null, task, name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(DetachedThreads.class.getClassLoader());
        return thread;
    }

    /** {@code Thread.ofVirtual().inheritInheritableThreadLocals(false).name(name).unstarted(task)}, by reflection. */
    private record VirtualThreads(Method ofVirtual, Method inherit, Method name, Method unstarted, Method isVirtual) {

        static Optional<VirtualThreads> find() {
            try {
                Class<?> builder = Class.forName("java.lang.Thread$Builder");
                return Optional.of(new VirtualThreads(
                        Thread.class.getMethod("ofVirtual"),
                        builder.getMethod("inheritInheritableThreadLocals", boolean.class),
                        builder.getMethod("name", String.class),
                        builder.getMethod("unstarted", Runnable.class),
                        Thread.class.getMethod("isVirtual")));
            } catch (ReflectiveOperationException e) {
                return Optional.empty();
            }
        }

        boolean isCurrent() {
            try {
                return (boolean) isVirtual.invoke(Thread.currentThread());
            } catch (ReflectiveOperationException e) {
                return false;
            }
        }

        Optional<Thread> create(String threadName, Runnable task) {
            try {
                Object builder = name.invoke(inherit.invoke(ofVirtual.invoke(null), false), threadName);
                Thread thread = (Thread) unstarted.invoke(builder, task);
                thread.setContextClassLoader(DetachedThreads.class.getClassLoader());
                return Optional.of(thread);
            } catch (ReflectiveOperationException e) {
                return Optional.empty();
            }
        }
    }
}
