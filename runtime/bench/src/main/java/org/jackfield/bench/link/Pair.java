package org.jackfield.bench.link;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jackfield.bench.LineProcess;

/** Two processes with one link between them; the first one sends. */
final class Pair implements AutoCloseable {

    private static final int MEGA = 1_000_000;

    private final String title;
    private final LineProcess sender;
    private final LineProcess receiver;

    private Pair(String title, LineProcess sender, LineProcess receiver) {
        this.title = title;
        this.sender = sender;
        this.receiver = receiver;
    }

    static Pair connect(Implementation from, Implementation to, Path programs, Path data)
            throws IOException, InterruptedException {
        String title = from == to ? from.title() : from.title() + " to " + to.title();
        LineProcess sender = LineProcess.start(from.title(), from.command(programs, data.resolve(title + " 1")));
        LineProcess receiver = LineProcess.start(to.title(), to.command(programs, data.resolve(title + " 2")));
        Pair pair = new Pair(title, sender, receiver);
        String[] listening = receiver.answer().split(" ");
        sender.answer();
        sender.ask("dial " + listening[1]);
        return pair;
    }

    String title() {
        return title;
    }

    /**
     * What a flood has come to.
     *
     * @param senderSeconds of processors, a million messages
     */
    record Flood(double perSecond, double megabytesPerSecond, double senderSeconds, double receiverSeconds) {}

    Flood flood(Load load, Duration time) throws IOException, InterruptedException {
        Duration senderBefore = sender.processorTime();
        Duration receiverBefore = receiver.processorTime();
        String[] words = askForFlood(load, time);
        double count = Long.parseLong(words[1]);
        double seconds = Long.parseLong(words[2]) / 1e9;
        return new Flood(
                count / seconds,
                count * load.bytes() / seconds / MEGA,
                seconds(senderBefore, sender) / count * MEGA,
                seconds(receiverBefore, receiver) / count * MEGA);
    }

    /** Round trips; times in microseconds. */
    record Trips(double perSecond, double p50, double p99, double p999) {}

    Trips trips(int bytes, Duration time) throws IOException, InterruptedException {
        String[] words = askForTrips(bytes, time);
        return new Trips(
                Long.parseLong(words[1]) * 1e3 / time.toMillis(),
                Long.parseLong(words[2]) / 1e3,
                Long.parseLong(words[3]) / 1e3,
                Long.parseLong(words[4]) / 1e3);
    }

    /**
     * What one end has allocated.
     *
     * @param bytes as its threads have counted them
     */
    record Allocated(long bytes, Allocations sampled) {}

    /**
     * What both ends, which are ours, have allocated under a load.
     *
     * @param count of messages or round trips
     */
    record Recorded(long count, Allocated sender, Allocated receiver) {}

    Recorded recordedFlood(Load load, Duration time) throws IOException, InterruptedException {
        return recorded(() -> askForFlood(load, time));
    }

    Recorded recordedTrips(int bytes, Duration time) throws IOException, InterruptedException {
        return recorded(() -> askForTrips(bytes, time));
    }

    private interface Question {
        String[] ask() throws IOException, InterruptedException;
    }

    private Recorded recorded(Question question) throws IOException, InterruptedException {
        sender.ask("record");
        receiver.ask("record");
        String[] words = question.ask();
        return new Recorded(Long.parseLong(words[1]), recorded(sender), recorded(receiver));
    }

    private static Allocated recorded(LineProcess end) throws IOException, InterruptedException {
        Path samples = Files.createTempFile("allocations", ".jfr");
        try {
            String[] words = end.ask("recorded " + samples).split(" ");
            return new Allocated(Long.parseLong(words[1]), Allocations.read(samples));
        } finally {
            Files.delete(samples);
        }
    }

    private String[] askForFlood(Load load, Duration time) throws IOException, InterruptedException {
        return sender.ask("flood " + load.bytes() + ' ' + load.kind() + ' ' + time.toMillis())
                .split(" ");
    }

    private String[] askForTrips(int bytes, Duration time) throws IOException, InterruptedException {
        return sender.ask("trips " + bytes + ' ' + time.toMillis()).split(" ");
    }

    @Override
    public void close() {
        sender.close();
        receiver.close();
    }

    private static double seconds(Duration before, LineProcess process) {
        return process.processorTime().minus(before).toNanos() / 1e9;
    }
}
