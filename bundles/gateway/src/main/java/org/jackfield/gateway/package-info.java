/**
 * Swarm's content over HTTP. {@link org.jackfield.gateway.Gateway} wires the parts; {@link org.jackfield.gateway.Router} has a
 * call answered by the scheme that its path names; nothing but {@link org.jackfield.gateway.HttpPort} and
 * {@link org.jackfield.gateway.ExchangeHandler} knows which server there is.
 */
package org.jackfield.gateway;
