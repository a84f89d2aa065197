package org.jackfield.release;

/** What a person is told of an exception. */
final class OneLine {

    private static final int MAX_LENGTH = 400;

    private OneLine() {}

    /** The message and, where there is one, the cause's, in one line of bounded length. */
    static String of(Throwable problem) {
        String text = text(problem);
        Throwable cause = problem.getCause();
        if (cause != null && cause != problem) {
            text += ": " + text(cause);
        }
        return bounded(text);
    }

    static String bounded(String text) {
        String line = text.replaceAll("\\s+", " ").trim();
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH - 3) + "...";
    }

    private static String text(Throwable problem) {
        return problem.getMessage() == null ? problem.getClass().getSimpleName() : problem.getMessage();
    }
}
