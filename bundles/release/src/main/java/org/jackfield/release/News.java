package org.jackfield.release;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jackfield.api.release.ReleaseListener;
import org.jackfield.api.release.ReleaseReport;
import org.jackfield.api.release.ReleaseReport.Phase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log and the listeners when a phase begins, one after the other. */
final class News {

    private static final Logger LOG = LoggerFactory.getLogger(News.class);

    private final List<ReleaseListener> listeners = new CopyOnWriteArrayList<>();
    // Keeps the order; held while listeners are called, who are to be quick.
    private final ReentrantLock telling = new ReentrantLock();

    void add(ReleaseListener listener) {
        listeners.add(listener);
    }

    void remove(ReleaseListener listener) {
        listeners.remove(listener);
    }

    void tell(ReleaseReport report) {
        telling.lock();
        try {
            log(report);
            listeners.forEach(listener -> tell(listener, report));
        } finally {
            telling.unlock();
        }
    }

    private static void tell(ReleaseListener listener, ReleaseReport report) {
        try {
            listener.onRelease(report);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("a listener for releases failed: {}", e.toString());
        }
    }

    private static void log(ReleaseReport report) {
        String line = line(report);
        if (report.phase() == Phase.BROKEN) {
            LOG.error(line);
        } else if (report.phase() == Phase.ROLLED_BACK) {
            LOG.warn(line);
        } else {
            LOG.info(line);
        }
    }

    /** Such as {@code org.jackfield.eth: 1.0.0 is in place again after 2.0.0: 5 sessions failed}. */
    static String line(ReleaseReport report) {
        String what = switch (report.phase()) {
            case WATCHED, CONFIRMED -> report.next() + " is in place after " + report.former();
            case ROLLED_BACK -> report.former() + " is in place and not " + report.next();
            case CANARY -> report.next() + " is a canary beside " + report.former();
            case BROKEN -> "neither " + report.next() + " nor " + report.former() + " runs";
        };
        return report.bundle() + ": " + what + " (" + report.phase() + "): " + report.reason();
    }
}
