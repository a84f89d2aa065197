package org.jackfield.release;

import java.util.HashMap;
import java.util.Map;
import org.jackfield.api.release.ReleaseListener;
import org.jackfield.api.release.ReleaseReport;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;

/** Posts reports to Event Admin, where there is one. README.md lists the properties. */
@Component(service = ReleaseListener.class)
public final class EventPoster implements ReleaseListener {

    private static final String PREFIX = "org/jackfield/release/";

    private final EventAdmin admin;

    @Activate
    public EventPoster(@Reference EventAdmin admin) {
        this.admin = admin;
    }

    @Override
    public void onRelease(ReleaseReport report) {
        admin.postEvent(event(report));
    }

    static Event event(ReleaseReport report) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("event", report);
        properties.put(EventConstants.TIMESTAMP, report.at().toEpochMilli());
        properties.put("bundle", report.bundle());
        properties.put("bundleId", report.bundleId());
        properties.put("former", report.former());
        properties.put("next", report.next());
        properties.put("share", report.share());
        properties.put("reason", report.reason());
        return new Event(PREFIX + report.phase(), properties);
    }
}
