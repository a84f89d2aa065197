package org.jackfield.shell;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** Something that has happened, as {@code p2p:events} shows it. */
sealed interface EventLine permits PeerEventLine, ReleaseEventLine {

    /** For people, on one line. */
    String text(ZoneId zone);

    /** The same for {@link Json}, in a fixed order. */
    Map<String, Object> fields();

    /** Time, whom or what it is about, what has happened, and the rest. */
    static String columns(ZonedDateTime at, String about, String verb, String detail) {
        return String.format(
                "%s  %-8s  %-12s  %s",
                DateTimeFormatter.ofPattern("HH:mm:ss.SSS").format(at), about, verb, detail);
    }
}
