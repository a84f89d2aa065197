/**
 * A node with a protocol that is swapped and one that is not, and the light nodes of a crowd that is linked to it from another
 * process: what the benchmarks of swaps share. Start reading at {@code CrowdPeer}.
 */
package org.jackfield.bench.crowd;
