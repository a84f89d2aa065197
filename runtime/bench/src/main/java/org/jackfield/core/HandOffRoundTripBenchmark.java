package org.jackfield.core;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.Message;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A message to another thread and back: two hand-offs, and two wake-ups where the reader sleeps. {@code PARK} is the
 * ceiling of those that let it, {@code SPSC_QUEUE} that of those that do not.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class HandOffRoundTripBenchmark {

    @Param({"INBOX", "PARK", "LINKED_BLOCKING_QUEUE", "ARRAY_BLOCKING_QUEUE", "SPSC_QUEUE"})
    HandOff by;

    private final Message message = new Message(0, new byte[32]);
    private HandOff.Box there;
    private HandOff.Box back;

    @Setup
    public void open() {
        there = by.open();
        back = by.open();
        OtherThread.repeat(() -> back.put(there.take(), 1));
    }

    @Benchmark
    public Message thereAndBack() throws IOException, InterruptedException {
        there.put(message, 1);
        return back.take();
    }
}
