package org.jackfield.core;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jackfield.core.SpareThreads.Task;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads that inherit nothing from whoever starts them: no context class loader, no thread locals. A thread that
 * did would keep the bundle alive that happened to be on the stack.
 *
 * <p>A thread whose session is over waits a moment for another session of the same release: to start and end one costs more
 * than all else of a link but its cryptography. With the release its threads end, and what it has left in them.
 *
 * <p>Where the JVM has virtual threads (21 and later), the first sessions get threads of the operating system all the same,
 * since those wake in half the time; beyond them a virtual one takes a fraction of the memory.
 */
final class DetachedThreads {

    private static final Logger LOG = LoggerFactory.getLogger(DetachedThreads.class);

    /** A stack of 64 KB or so each. */
    private static final int FIRST_SESSIONS = 64;

    private static final Duration BETWEEN_SESSIONS = Duration.ofSeconds(1);

    private final Optional<VirtualThreads> virtual = VirtualThreads.find();
    private final SpareThreads spares = new SpareThreads();
    private final int mostOfTheSystem;
    private final Duration betweenSessions;
    private final AtomicInteger ofTheSystem = new AtomicInteger();

    DetachedThreads() {
        this(FIRST_SESSIONS, BETWEEN_SESSIONS);
    }

    /**
     * @param mostOfTheSystem sessions at a time that have threads of the operating system where there are virtual ones
     * @param betweenSessions how long a thread waits for another session when its own is over
     */
    DetachedThreads(int mostOfTheSystem, Duration betweenSessions) {
        this.mostOfTheSystem = mostOfTheSystem;
        this.betweenSessions = betweenSessions;
    }

    /**
     * Runs a session on a thread of its own: one of the operating system that waits or is new, or a virtual one.
     *
     * @param used threads whose sessions are over, and whose protocol is the same: what it has left in them only itself finds
     * @throws OutOfMemoryError if the system has no thread left
     */
    void start(String name, Runnable session, SpareThreads used) {
        boolean system = ofTheSystem.incrementAndGet() <= mostOfTheSystem;
        Optional<Thread> light = system ? Optional.empty() : virtual.flatMap(threads -> threads.create(name, session));
        if (light.isPresent()) {
            ofTheSystem.decrementAndGet();
            light.get().start();
        } else {
            startOfTheSystem(new Task(name, counted(session)), used);
        }
    }

    private Runnable counted(Runnable session) {
        return () -> {
            try {
                session.run();
            } finally {
                ofTheSystem.decrementAndGet();
            }
        };
    }

    private void startOfTheSystem(Task session, SpareThreads used) {
        Task fresh = new Task(session.name(), new Sessions(session.action(), used));
        try {
            if (!used.give(session) && !spares.give(fresh)) {
                platform(fresh.name(), fresh.action()).start();
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

    /** One session after the other. In between nothing on the thread's stack refers to any. */
    private final class Sessions implements Runnable {

        private final SpareThreads used;
        private Optional<Runnable> next;

        Sessions(Runnable first, SpareThreads used) {
            this.next = Optional.of(first);
            this.used = used;
        }

        @Override
        public void run() {
            while (next.isPresent()) {
                take().run();
                await();
            }
        }

        private Runnable take() {
            Runnable session = next.get();
            next = Optional.empty();
            return session;
        }

        private void await() {
            refresh(Thread.currentThread());
            next = used.stay(betweenSessions).map(task -> task::run);
        }

        /** What a protocol may have set for itself. Its thread locals stay. */
        private void refresh(Thread thread) {
            Thread.interrupted();
            thread.setContextClassLoader(DetachedThreads.class.getClassLoader());
            thread.setPriority(Thread.NORM_PRIORITY);
            thread.setUncaughtExceptionHandler(null);
        }
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
