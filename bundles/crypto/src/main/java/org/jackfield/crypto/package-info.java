/** Keccak, secp256k1, ECIES and node keys: bytes in, bytes out. Nothing here knows of messages or sockets. */
@Export
@Version("0.1.0")
package org.jackfield.crypto;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
