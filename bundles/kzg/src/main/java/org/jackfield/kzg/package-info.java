/** KZG commitments of blobs and of their cells. */
@Export
@Version("0.1.0")
package org.jackfield.kzg;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
