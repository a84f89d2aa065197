package org.jackfield.rpc;

import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcMethod;
import org.jackfield.api.rpc.RpcParams;

/**
 * A method that changes which code the node runs, or closes its links: only for callers that {@link OperatorRule}
 * admits.
 */
@FunctionalInterface
interface OperatorMethod extends RpcMethod {

    /** What other callers find in the place of a method: those of the operator answer with a refusal. */
    static RpcMethod forOthers(RpcMethod method) {
        return method instanceof OperatorMethod ? OperatorMethod::refuse : method;
    }

    private static Object refuse(RpcParams params) throws RpcException {
        throw RpcException.failed("only for the node's operator: not from a browser, and not while the server listens"
                + " beyond this machine (setting rpc.adminRemote)");
    }
}
