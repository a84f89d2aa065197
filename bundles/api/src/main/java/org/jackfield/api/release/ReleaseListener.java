package org.jackfield.api.release;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Register as a service to hear what is done to protocols' bundles. The same goes to Event Admin, under {@code
 * org/jackfield/release/} and the phase's name.
 */
@ConsumerType
public interface ReleaseListener {

    /** Called when a phase begins, in order; return quickly. An exception is logged and ignored. */
    void onRelease(ReleaseReport report);
}
