/**
 * All that the author of a devp2p protocol imports: {@link org.jackfield.api.Protocol} to implement,
 * {@link org.jackfield.api.MessagePipe} and {@link org.jackfield.api.Peer} to use, and the services the core
 * publishes. The vocabulary is that of the devp2p specification (rlpx.md).
 */
@Export
@Version("0.1.0")
package org.jackfield.api;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
