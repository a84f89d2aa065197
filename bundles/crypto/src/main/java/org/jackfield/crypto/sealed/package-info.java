/** Messages that are signed, padded and encrypted, in the form that whisper, waku and pss share. */
@Export
@Version("0.1.0")
package org.jackfield.crypto.sealed;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
