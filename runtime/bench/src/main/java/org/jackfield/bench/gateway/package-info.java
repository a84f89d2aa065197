/** Files through swarm's gateway, in and out. */
package org.jackfield.bench.gateway;
