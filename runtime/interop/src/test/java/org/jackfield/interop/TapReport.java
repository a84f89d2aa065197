package org.jackfield.interop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a program says in the Test Anything Protocol (testanything.org, version 13), with a test's log after its result.
 *
 * <pre>
 * 1..2
 * ok 1 First
 * # log of the first
 * not ok 2 Second
 * # log of the second
 * </pre>
 *
 * @param planned how many tests it meant to run
 */
record TapReport(int planned, List<Outcome> outcomes) {

    private static final Pattern PLAN = Pattern.compile("1\\.\\.(\\d+)");
    private static final Pattern RESULT = Pattern.compile("(ok|not ok) \\d+ (\\S+)");

    /** @param log lines, each ending in a line feed */
    record Outcome(String name, boolean ok, String log) {}

    /** @throws IOException if there is no plan */
    static TapReport parse(String text) throws IOException {
        int planned = -1;
        List<Outcome> outcomes = new ArrayList<>();
        for (String line : text.lines().toList()) {
            Matcher plan = PLAN.matcher(line);
            Matcher result = RESULT.matcher(line);
            if (plan.matches()) {
                planned = Integer.parseInt(plan.group(1));
            } else if (result.matches()) {
                outcomes.add(new Outcome(result.group(2), result.group(1).equals("ok"), ""));
            } else if (line.startsWith("#") && !outcomes.isEmpty()) {
                Outcome last = outcomes.remove(outcomes.size() - 1);
                outcomes.add(new Outcome(last.name(), last.ok(), last.log() + line.substring(1) + '\n'));
            }
        }
        if (planned < 0) {
            throw new IOException("no test results in: " + text);
        }
        return new TapReport(planned, List.copyOf(outcomes));
    }
}
