package org.jackfield.node.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What happened and when, counted from the start of the tour. Prints entries as they come, and all of them at the end.
 * On a terminal the last line shows counters that change in place. For any thread.
 */
final class Timeline {

    private static final String ERASE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean terminal;
    private final long began = System.nanoTime();
    private final List<String> events = new ArrayList<>();
    private String counters = "";

    Timeline(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** A new step of the tour. */
    synchronized void step(String text) {
        print("\n" + text);
    }

    /** Something the person should know, which is no event of its own. */
    synchronized void remark(String text) {
        print("            " + text);
    }

    /** Something happened, now. */
    synchronized void event(String text) {
        String line = stamp() + "  " + text;
        events.add(line);
        print(line);
    }

    /** Shows counters: in place on a terminal, as an entry of their own elsewhere only when {@code milestone}. */
    synchronized void counters(String text, boolean milestone) {
        if (milestone) {
            print(stamp() + "  " + text);
        } else if (terminal && !text.equals(counters)) {
            counters = text;
            out.print(ERASE + stamp() + "  " + text);
            out.flush();
        }
    }

    /** Prints every event again, in one piece. */
    synchronized void summary() {
        print("\nWhat happened on the link\n");
        events.forEach(this::print);
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private void print(String line) {
        out.println(terminal && !counters.isEmpty() ? ERASE + line : line);
        counters = "";
    }

    private String stamp() {
        return String.format("%9.3f s", elapsed().toMillis() / 1000.0);
    }
}
