/**
 * A node for a long time: numbers at a steady rate, a protocol that is replaced again and again, and links that end in all the ways
 * links end and are made anew. Two processes as for the hand-over. Start reading at {@code Soak}.
 */
package org.jackfield.bench.soak;
