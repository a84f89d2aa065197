package org.jackfield.release;

/**
 * One release of a bundle whose jar is in the {@link JarStore}.
 *
 * @param bundle symbolic name
 * @param digest {@link ContentDigest} of the jar, which names it in the store
 */
record Release(String bundle, String version, String digest) {}
