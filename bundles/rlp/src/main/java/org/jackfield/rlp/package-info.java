/**
 * Recursive length prefix, the serialisation of devp2p and Ethereum (yellow paper, appendix B). The reader is strict:
 * whatever it accepts, {@link org.jackfield.rlp.RlpWriter} writes back byte for byte.
 */
@Export
@Version("0.1.0")
package org.jackfield.rlp;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
