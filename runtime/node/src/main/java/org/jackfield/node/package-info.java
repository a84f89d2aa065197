/**
 * The launcher, on the class path outside the framework: options and settings in, a running Felix with the bundles of
 * the distribution out. It shares no class with a bundle but those of the JDK: what passes between it and the boot
 * bundle are services of {@code java.util.function} types.
 */
package org.jackfield.node;
