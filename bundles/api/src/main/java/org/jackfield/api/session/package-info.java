/** For sessions that write of their own accord, and not only in answer to what they read. */
@Export
@Version("0.1.0")
package org.jackfield.api.session;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
