package org.jackfield.core;

import java.lang.reflect.Method;
import java.util.Optional;

/**
 * Threads that inherit nothing from whoever starts them: no context class loader, no thread locals. A thread that
 * did would keep the bundle alive that happened to be on the stack.
 */
final class DetachedThreads {

    private final Optional<VirtualBuilder> virtual = VirtualBuilder.find();

    /** A thread for one session: a virtual one where the JVM has them (21 and later). Not started. */
    Thread session(String name, Runnable task) {
        return virtual.flatMap(builder -> builder.thread(name, task)).orElseGet(() -> platform(name, task));
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
