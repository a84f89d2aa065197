package org.jackfield.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
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
        Runnable look = () -> seen.add(local.get() + " " + contextIsOurs());
        for (Thread thread :
                List.of(DetachedThreads.platform("named", look), new DetachedThreads().session("named", look))) {
            thread.start();
            assertEquals("null true", Await.item(seen));
            assertEquals("named", thread.getName());
            assertTrue(thread.isDaemon());
        }
        local.remove();
        Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
    }

    @Test
    void areVirtualWhereTheJvmHasThem() throws Exception {
        Thread thread = new DetachedThreads().session("named", () -> {});

        boolean virtual = Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS
                && (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
        assertEquals(Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS, virtual);
    }

    private static boolean contextIsOurs() {
        return Thread.currentThread().getContextClassLoader() == DetachedThreads.class.getClassLoader();
    }
}
