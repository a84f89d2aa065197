package org.jackfield.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
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
        for (int mostOfTheSystem : new int[] {0, 1}) {
            new DetachedThreads(mostOfTheSystem).start("named", look);
            assertEquals("null true named daemon", Await.item(seen));
        }
        local.remove();
        Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
    }

    @Test
    void areVirtualWhereTheJvmHasThemBeyondTheFirst() throws Exception {
        DetachedThreads threads = new DetachedThreads(1);
        CountDownLatch first = new CountDownLatch(1);
        BlockingQueue<Thread> seen = new LinkedBlockingQueue<>();
        threads.start("first", () -> {
            seen.add(Thread.currentThread());
            await(first);
        });
        Thread holder = Await.item(seen);
        assertFalse(isVirtual(holder));
        threads.start("second", () -> seen.add(Thread.currentThread()));
        assertEquals(Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS, isVirtual(Await.item(seen)));
        first.countDown();
        Await.end(holder);
        threads.start("third", () -> seen.add(Thread.currentThread()));
        assertFalse(isVirtual(Await.item(seen)), "the first has made room");
    }

    @Test
    void makesRoomForTheNextThoughATaskFails() throws Exception {
        DetachedThreads threads = new DetachedThreads(1);
        BlockingQueue<Thread> seen = new LinkedBlockingQueue<>();
        threads.start("first", () -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> {});
            seen.add(Thread.currentThread());
            throw new IllegalStateException();
        });
        Await.end(Await.item(seen));
        threads.start("second", () -> seen.add(Thread.currentThread()));
        assertFalse(isVirtual(Await.item(seen)));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isVirtual(Thread thread) throws ReflectiveOperationException {
        return Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS
                && (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
    }

    private static String nameAndKind() {
        Thread thread = Thread.currentThread();
        return thread.getName() + (thread.isDaemon() ? " daemon" : "");
    }

    private static boolean contextIsOurs() {
        return Thread.currentThread().getContextClassLoader() == DetachedThreads.class.getClassLoader();
    }
}
