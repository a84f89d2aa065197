package org.jackfield.api.rpc;

import org.osgi.annotation.versioning.ConsumerType;

/** One JSON-RPC method. */
@ConsumerType
@FunctionalInterface
public interface RpcMethod {

    /**
     * Answers one call, on a thread of the server's small pool: many calls may run at once, and none should take more
     * than a few seconds.
     *
     * @return the result: null, a string, number or boolean, or lists, maps (with string keys) and records of them
     * @throws RpcException to answer with this error; anything else thrown is answered with an internal error and
     *     logged
     */
    Object call(RpcParams params) throws Exception;
}
