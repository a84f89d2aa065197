/**
 * JSON-RPC 2.0 over HTTP. {@link org.jackfield.rpc.RpcServer} wires the parts; {@link org.jackfield.rpc.JsonRpc} turns a
 * request's bytes into the answer's; the modules hold the methods.
 */
package org.jackfield.rpc;
