package org.jackfield.api.session;

import java.lang.reflect.Method;
import java.util.Optional;

/** Threads that wait most of the time: virtual ones where the JVM has them (21 and later). */
final class LightThread {

    private static final Optional<Method> START_VIRTUAL = startVirtual();

    private LightThread() {}

    /** A daemon. */
    static Thread start(String name, Runnable task) {
        return START_VIRTUAL.flatMap(start -> virtual(start, name, task)).orElseGet(() -> platform(name, task));
    }

    private static Optional<Thread> virtual(Method start, String name, Runnable task) {
        Runnable named = () -> {
            Thread.currentThread().setName(name);
            task.run();
        };
        try {
            return Optional.of((Thread) start.invoke(null, named));
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }

    private static Thread platform(String name, Runnable task) {
        Thread thread = new Thread(null, task, name, 0, false);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static Optional<Method> startVirtual() {
        try {
            return Optional.of(Thread.class.getMethod("startVirtualThread", Runnable.class));
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        }
    }
}
