/**
 * Links of one implementation and another, beside each other. Each end is a process of its own that is told what to do; the
 * protocol on the link and the commands are those that {@code go-link/main.go} and {@code go-link/party.go} describe. Start reading
 * at {@code LinkBenchmark}.
 */
package org.jackfield.bench.link;
