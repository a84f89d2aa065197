package org.jackfield.mail;

import org.osgi.annotation.versioning.ProviderType;

/** This node's mail server, as seen from inside. A service where there is one; for any thread. */
@ProviderType
public interface MailArchive {

    /** Reads the store once. */
    ArchiveStatus status();
}
