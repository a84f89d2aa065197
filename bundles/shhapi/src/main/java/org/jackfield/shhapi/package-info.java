/** The JSON-RPC namespaces {@code shh} and {@code waku}. */
package org.jackfield.shhapi;
