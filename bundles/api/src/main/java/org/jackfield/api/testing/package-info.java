/** For the tests of protocol authors: a protocol's {@code run} on each end of a pipe in memory, without a node. */
@Export
@Version("0.1.0")
package org.jackfield.api.testing;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
