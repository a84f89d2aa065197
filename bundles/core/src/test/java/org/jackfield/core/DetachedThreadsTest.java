package org.jackfield.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DetachedThreadsTest {

    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

    private final SpareThreads used = new SpareThreads();

    @AfterEach
    void close() {
        used.close();
    }

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
            new DetachedThreads(mostOfTheSystem, Duration.ZERO).start("named", look, used);
            assertEquals("null true named daemon", Await.item(seen));
        }
        local.remove();
        Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
    }

    @Test
    void aUsedThreadGoesOnWithTheNextSessionOfItsProtocolAsIfItWereNew() throws Exception {
        DetachedThreads threads = new DetachedThreads(2, Duration.ofMinutes(1));
        BlockingQueue<Thread> seen = new LinkedBlockingQueue<>();
        threads.start("first", () -> seen.add(changed(Thread.currentThread())), used);
        Thread thread = Await.item(seen);
        Await.until(() -> thread.getName().equals("jackfield-spare"), "it waits for the next session");
        threads.start("of another protocol", () -> seen.add(Thread.currentThread()), new SpareThreads());
        assertNotSame(thread, Await.item(seen));
        BlockingQueue<String> how = new LinkedBlockingQueue<>();
        threads.start("second", () -> how.add(describe(thread)), used);
        assertEquals("on it, second daemon, context ours, priority 5, not interrupted", Await.item(how));
    }

    private static Thread changed(Thread thread) {
        thread.setContextClassLoader(new URLClassLoader(new URL[0]));
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.interrupt();
        return thread;
    }

    private static String describe(Thread thread) {
        return (thread == Thread.currentThread() ? "on it, " : "elsewhere, ")
                + nameAndKind()
                + ", context "
                + (contextIsOurs() ? "ours" : "another")
                + ", priority "
                + thread.getPriority()
                + (thread.isInterrupted() ? ", interrupted" : ", not interrupted");
    }

    @Test
    void areVirtualWhereTheJvmHasThemBeyondTheFirst() throws Exception {
        DetachedThreads threads = new DetachedThreads(1, Duration.ZERO);
        CountDownLatch first = new CountDownLatch(1);
        BlockingQueue<Thread> seen = new LinkedBlockingQueue<>();
        threads.start(
                "first",
                () -> {
                    seen.add(Thread.currentThread());
                    await(first);
                },
                used);
        Thread holder = Await.item(seen);
        assertFalse(isVirtual(holder));
        threads.start("second", () -> seen.add(Thread.currentThread()), used);
        assertEquals(Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS, isVirtual(Await.item(seen)));
        first.countDown();
        Await.end(holder);
        threads.start("third", () -> seen.add(Thread.currentThread()), used);
        assertFalse(isVirtual(Await.item(seen)), "the first has made room");
    }

    @Test
    void makesRoomForTheNextThoughATaskFails() throws Exception {
        DetachedThreads threads = new DetachedThreads(1, Duration.ZERO);
        BlockingQueue<Thread> seen = new LinkedBlockingQueue<>();
        threads.start(
                "first",
                () -> {
                    Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> {});
                    seen.add(Thread.currentThread());
                    throw new IllegalStateException();
                },
                used);
        Await.end(Await.item(seen));
        threads.start("second", () -> seen.add(Thread.currentThread()), used);
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
