/** Replaces the bundles of protocols while their links stand: the service is {@code org.jackfield.api.release.Releases}. */
package org.jackfield.release;
