/** For bundles that open a port to people and their programs: where, and for whom. No server in particular. */
@Export
@Version("0.1.0")
package org.jackfield.api.http;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
