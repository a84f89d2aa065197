/** Encrypted messages on their way: the pool of envelopes that shh/6 and waku/1 share, and their exchange with peers. */
@Export
@Version("0.1.0")
package org.jackfield.envelopes;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
