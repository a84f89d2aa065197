package org.jackfield.envelopes;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleConsumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Sealing on threads of low priority, which end when there is nothing to seal. */
@Component(configurationPid = "org.jackfield.envelopes")
public final class SealingComponent implements Sealing {

    private static final long IDLE_SECONDS = 10;

    private final ThreadPoolExecutor executor;
    private final SealingThreads threads;

    @Activate
    public SealingComponent(EnvelopesConfiguration configuration) {
        ConfiguredRoom configured = new ConfiguredRoom(configuration);
        int count = configured.sealThreads();
        executor = new ThreadPoolExecutor(
                count, count, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "jackfield-seal");
                    thread.setDaemon(true);
                    thread.setPriority(Thread.MIN_PRIORITY);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        threads = new SealingThreads(executor, configured.sealFor(), Time.SYSTEM);
    }

    @Override
    public CompletableFuture<Envelope> seal(Draft draft, Effort effort, DoubleConsumer progress) {
        return threads.seal(draft, effort, progress);
    }

    @Deactivate
    void close() {
        executor.shutdownNow();
        threads.close();
    }
}
