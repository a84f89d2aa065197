/**
 * Services for whoever runs a node: a protocol's bundle is replaced on live links, tried on a share of the peers, put
 * back, or offered to peers whose links were made before it came. A protocol's author needs nothing of it.
 */
@Export
@Version("0.1.0")
package org.jackfield.api.release;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
