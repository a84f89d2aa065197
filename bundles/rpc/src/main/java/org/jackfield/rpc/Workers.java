package org.jackfield.rpc;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that answer requests, with numbered names; they do not keep the JVM running. */
final class Workers implements ThreadFactory {

    private final String name;
    private final AtomicInteger number = new AtomicInteger();

    Workers(String name) {
        this.name = name;
    }

    @Override
    public Thread newThread(Runnable task) {
        Thread thread = new Thread(task, name + '-' + number.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
