/** Two nodes, of which one takes the other's chain, with and without somebody in the way. */
package org.jackfield.bench.sync;
