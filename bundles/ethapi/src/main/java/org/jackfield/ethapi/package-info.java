/** JSON-RPC over the chain and the pool. */
package org.jackfield.ethapi;
