/** Messages inside envelopes, for people and programs here: keys, posting, listening. */
@Export
@Version("0.1.0")
package org.jackfield.messages;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
