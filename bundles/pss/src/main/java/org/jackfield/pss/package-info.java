/** Messages from node to node over Swarm's overlay, to whole or partial addresses: "postal services over Swarm". */
@Export
@Version("0.1.0")
package org.jackfield.pss;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
