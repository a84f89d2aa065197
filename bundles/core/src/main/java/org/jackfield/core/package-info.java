/**
 * The middle of the node: which protocols are installed, what each link negotiates, the sessions that run on it, one
 * fair writer a link, and who is dialed, admitted and refused. Nothing is exported; everything is met as a service.
 */
package org.jackfield.core;
