/** Envelopes of the past: an archive for others, and asking others for theirs. */
@Export
@Version("0.1.0")
package org.jackfield.mail;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
