/** The chain: what is known of it, and the service that keeps, verifies and serves it. */
@Export
@Version("0.1.0")
package org.jackfield.chain;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
