/** RocksDB as the stores of this node use it: a folder each, used by many threads, closed once. */
@Export(substitution = Export.Substitution.NOIMPORT)
@Version("0.1.0")
package org.jackfield.rocksdb;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
