/** Swarm's own network: many nodes in one JVM, content among them, and what is left of it when many of them go. */
package org.jackfield.bench.network;
