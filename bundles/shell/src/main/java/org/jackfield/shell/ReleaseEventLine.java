package org.jackfield.shell;

import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jackfield.api.release.Readout;
import org.jackfield.api.release.ReleaseReport;

/** What happens to a bundle's release. */
record ReleaseEventLine(ReleaseReport report) implements EventLine {

    /** {@code 12:00:00.123  release   rolled back   echo 1.0.0 -> 2.0.0, 5 of 12 sessions failed}. */
    @Override
    public String text(ZoneId zone) {
        String reason = report.reason().isEmpty() ? "" : ", " + report.reason();
        return EventLine.columns(
                report.at().atZone(zone),
                "release",
                ReleaseText.phase(report.phase()),
                ReleaseText.change(report) + reason);
    }

    @Override
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("event", "release");
        fields.putAll(Readout.of(report));
        return fields;
    }
}
