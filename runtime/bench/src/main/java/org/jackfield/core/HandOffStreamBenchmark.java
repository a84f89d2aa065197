package org.jackfield.core;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.Message;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Messages one after another from one thread to another, put in as an event loop does, some at once. Neither side waits
 * for the other but where the box makes it, and {@link HandOff#MOST} are under way at most. First the inbox and its
 * rivals, then the outbox and its own.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class HandOffStreamBenchmark {

    private static final int AT_ONCE = 64;
    private static final int TAKEN_AT_ONCE = 1024;

    @Param({
        "INBOX",
        "SPSC_QUEUE",
        "LINKED_BLOCKING_QUEUE",
        "ARRAY_BLOCKING_QUEUE",
        "OUTBOX",
        "CONCURRENT_LINKED_QUEUE",
    })
    HandOff by;

    private final Message message = new Message(0, new byte[32]);
    private HandOff.Box box;

    // Owned by the producer.
    private long put;

    // Written by the reader.
    private volatile long taken;

    @Setup
    public void open() {
        box = by.open();
        OtherThread.repeat(this::produce);
    }

    @Benchmark
    @OperationsPerInvocation(TAKEN_AT_ONCE)
    public Message take() throws IOException, InterruptedException {
        Message last = message;
        for (int i = 0; i < TAKEN_AT_ONCE; i++) {
            last = box.take();
        }
        taken += TAKEN_AT_ONCE;
        return last;
    }

    private void produce() throws IOException, InterruptedException {
        if (put - taken > HandOff.MOST - AT_ONCE) {
            Thread.onSpinWait();
        } else {
            box.put(message, AT_ONCE);
            put += AT_ONCE;
        }
    }
}
