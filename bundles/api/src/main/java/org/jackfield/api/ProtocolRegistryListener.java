package org.jackfield.api;

import org.osgi.annotation.versioning.ConsumerType;

/** Register as a service to hear what is plugged in and out. */
@ConsumerType
public interface ProtocolRegistryListener {

    /** What happened to a protocol service. */
    enum Change {
        /** It was registered and serves. */
        ADDED,
        /** It was registered and stands by behind a higher ranking, or is a canary. */
        STANDBY,
        /** It stood by and serves now. */
        PROMOTED,
        /** It served and stands by now, or is a canary. */
        DEMOTED,
        /** It was withdrawn. */
        REMOVED
    }

    /** Called after the change, on the thread that caused it; return quickly. An exception is logged and ignored. */
    void onChange(Change change, RegisteredProtocol protocol);
}
