/**
 * A protocol's bundle is replaced while many links carry traffic. Two processes: the node, and a crowd of light nodes
 * that are connected to it and watch. Start reading at {@code HandOver}.
 */
package org.jackfield.bench.handover;
