/** Transactions that are in no block yet, and their exchange with peers. */
@Export
@Version("0.1.0")
package org.jackfield.pool;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
