package org.jackfield.core;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads that inherit nothing from whoever starts them: no context class loader, no thread locals. A thread that
 * did would keep the bundle alive that happened to be on the stack.
 */
final class DetachedThreads {

    private static final Logger LOG = LoggerFactory.getLogger(DetachedThreads.class);

    private final Optional<VirtualBuilder> virtual = VirtualBuilder.find();
    private final SpareThreads spares = new SpareThreads();

    /**
     * Runs a session on a thread of its own: a virtual one where the JVM has them (21 and later), one that is {@linkplain
     * #prepare prepared}, or a new one.
     *
     * @throws OutOfMemoryError if the system has no thread left
     */
    void start(String name, Runnable task) {
        Optional<Thread> light = virtual.flatMap(builder -> builder.thread(name, task));
        if (light.isPresent()) {
            light.get().start();
        } else if (!spares.give(name, task)) {
            platform(name, task).start();
        }
    }

    /** A session will soon be started, or else not within {@code patience}. Takes its time; not for an event loop. */
    void prepare(Duration patience) {
        if (virtual.isPresent()) {
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
    private record VirtualBuilder(Method ofVirtual, Method inherit, Method name, Method unstarted) {

        static Optional<VirtualBuilder> find() {
            try {
                Class<?> builder = Class.forName("java.lang.Thread$Builder");
                return Optional.of(new VirtualBuilder(
                        Thread.class.getMethod("ofVirtual"),
                        builder.getMethod("inheritInheritableThreadLocals", boolean.class),
                        builder.getMethod("name", String.class),
                        builder.getMethod("unstarted", Runnable.class)));
            } catch (ReflectiveOperationException e) {
                return Optional.empty();
            }
        }

        Optional<Thread> thread(String threadName, Runnable task) {
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
