package org.jackfield.itest;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.release.ReleaseListener;
import org.jackfield.api.release.ReleaseReport;
import org.jackfield.api.release.ReleaseReport.Phase;

/** Keeps what a node tells of its releases, in the order it was told. */
final class RecordedReleases implements ReleaseListener {

    private static final long DEADLINE_SECONDS = 30;

    private final BlockingQueue<ReleaseReport> reports = new LinkedBlockingQueue<>();

    static RecordedReleases of(TestNode node) {
        RecordedReleases recorded = new RecordedReleases();
        node.context().registerService(ReleaseListener.class, recorded, null);
        return recorded;
    }

    @Override
    public void onRelease(ReleaseReport report) {
        reports.add(report);
    }

    /** The next report, which has to be of this phase. */
    ReleaseReport next(Phase phase) throws InterruptedException {
        ReleaseReport report = reports.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
        if (report == null || report.phase() != phase) {
            throw new AssertionError("not " + phase + " but " + report);
        }
        return report;
    }
}
