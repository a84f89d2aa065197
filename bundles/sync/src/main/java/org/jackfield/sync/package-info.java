/** Brings the chain to the head of the network. */
@Export
@Version("0.1.0")
package org.jackfield.sync;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
