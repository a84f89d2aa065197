/** Swarm's overlay network: who is where in it, who is connected, and whom to call next. */
@Export
@Version("0.1.0")
package org.jackfield.overlay;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
