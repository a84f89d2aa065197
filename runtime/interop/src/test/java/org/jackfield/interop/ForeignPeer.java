package org.jackfield.interop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jackfield.api.Enode;

/**
 * A peer that others wrote, in a process of its own. It takes one command a line and tells one event in JSON a line;
 * closing its standard input ends it.
 */
final class ForeignPeer implements AutoCloseable {

    static final Duration DEADLINE = Duration.ofSeconds(60);

    private static final Duration LAST_WORDS = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Writer commands;
    private final Thread reader;
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<JsonNode> events = new ArrayList<>();
    private boolean ended;

    private ForeignPeer(Process process) {
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.reader = new Thread(this::readEvents, "foreign peer " + process.pid());
        reader.start();
    }

    static ForeignPeer start(Path folder, List<String> command) throws IOException {
        return new ForeignPeer(new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("stderr.log").toFile()))
                .start());
    }

    void say(String command) throws IOException {
        commands.write(command + '\n');
        commands.flush();
    }

    /** Waits for the next event of that name. Other events stay for later. */
    JsonNode await(String name) throws InterruptedException {
        return await(name, DEADLINE);
    }

    JsonNode await(String name, Duration patience) throws InterruptedException {
        return await(Set.of(name), event -> true, patience);
    }

    /** Waits for the next event of that name that is meant. */
    JsonNode await(String name, Predicate<JsonNode> meant) throws InterruptedException {
        return await(Set.of(name), meant, DEADLINE);
    }

    /** Waits for the next event of any of those names. */
    JsonNode await(Set<String> names) throws InterruptedException {
        return await(names, event -> true, DEADLINE);
    }

    private JsonNode await(Set<String> names, Predicate<JsonNode> meant, Duration patience)
            throws InterruptedException {
        long remaining = patience.toNanos();
        lock.lock();
        try {
            while (true) {
                JsonNode event = take(names, meant);
                if (event != null) {
                    return event;
                }
                if (ended || remaining <= 0) {
                    throw new AssertionError("no event " + names + (ended ? " before the end" : " in " + patience)
                            + "; there were " + events);
                }
                remaining = changed.awaitNanos(remaining);
            }
        } finally {
            lock.unlock();
        }
    }

    private JsonNode take(Set<String> names, Predicate<JsonNode> meant) {
        for (Iterator<JsonNode> each = events.iterator(); each.hasNext(); ) {
            JsonNode event = each.next();
            if (names.contains(event.path("event").asText()) && meant.test(event)) {
                each.remove();
                return event;
            }
        }
        return null;
    }

    /** Whether an event of that name has come that was not awaited. */
    boolean told(String name) {
        return !unawaited(name).isEmpty();
    }

    /** The events of that name that have come and were not awaited. */
    List<JsonNode> unawaited(String name) {
        lock.lock();
        try {
            return events.stream()
                    .filter(event -> event.path("event").asText().equals(name))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** Where it listens; it must have been started to listen, and be asked once. */
    Enode enode() throws InterruptedException {
        return Enode.parse(await("listening").path("enode").asText());
    }

    @Override
    public void close() {
        try {
            commands.close();
        } catch (IOException alreadyGone) {
            // Nothing to end.
        }
        try {
            if (!process.waitFor(LAST_WORDS.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            reader.join(LAST_WORDS.toMillis());
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void readEvents() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            end();
        }
    }

    private void add(String line) throws JsonProcessingException {
        JsonNode event = JSON.readTree(line);
        lock.lock();
        try {
            events.add(event);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
