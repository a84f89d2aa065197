package org.jackfield.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

class DetachedThreadsTest {

    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

    @Test
    void inheritNothingFromWhoeverStartsThem() throws Exception {
        InheritableThreadLocal<String> local = new InheritableThreadLocal<>();
        local.set("of the starter");
        Thread.currentThread().setContextClassLoader(new URLClassLoader(new URL[0]));
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        Runnable look = () -> seen.add(local.get() + " " + contextIsOurs() + ' ' + nameAndKind());
        DetachedThreads.platform("named", look).start();
        assertEquals("null true named daemon", Await.item(seen));
        new DetachedThreads().start("named", look);
        assertEquals("null true named daemon", Await.item(seen));
        local.remove();
        Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
    }

    @Test
    void areVirtualWhereTheJvmHasThem() throws Exception {
        BlockingQueue<Thread> seen = new LinkedBlockingQueue<>();
        new DetachedThreads().start("named", () -> seen.add(Thread.currentThread()));

        Thread thread = Await.item(seen);
        boolean virtual = Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS
                && (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
        assertEquals(Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS, virtual);
    }

    private static String nameAndKind() {
        Thread thread = Thread.currentThread();
        return thread.getName() + (thread.isDaemon() ? " daemon" : "");
    }

    private static boolean contextIsOurs() {
        return Thread.currentThread().getContextClassLoader() == DetachedThreads.class.getClassLoader();
    }
}
