/** Swarm's content: chunks and their store, files as trees of chunks, manifests, feeds and tags. Nothing here knows of peers. */
@Export
@Version("0.1.0")
package org.jackfield.chunks;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
