/**
 * The border between the core and the encrypted link beneath it. A transport carries message codes and payloads;
 * what they mean (Hello, ping, capabilities) is the core's business.
 */
@Export
@Version("0.1.0")
package org.jackfield.api.transport;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
