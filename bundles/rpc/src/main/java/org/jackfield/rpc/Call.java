package org.jackfield.rpc;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcParams;

/**
 * A request object (JSON-RPC 2.0, section 4) without its id.
 *
 * @param method the full name, not empty
 */
record Call(String method, RpcParams params) {

    /** The code of what is JSON and no request. */
    static final int INVALID = -32600;

    /**
     * Whether {@code message} is a call at all: the version, a method, and an id, if any, that may be echoed. What its
     * params are is not looked at.
     */
    static boolean isCall(Object message) {
        if (!(message instanceof Map)) {
            return false;
        }
        Map<?, ?> members = (Map<?, ?>) message;
        Object id = members.get("id");
        Object method = members.get("method");
        return "2.0".equals(members.get("jsonrpc"))
                && (id == null || id instanceof String || id instanceof Number)
                && method instanceof String
                && !((String) method).isEmpty();
    }

    /**
     * Reads a request object.
     *
     * @throws RpcException with {@link #INVALID} if it is not a call, {@link RpcException#INVALID_PARAMS} if its params
     *     are neither absent, null nor an array; no method here takes them by name
     */
    static Call of(Object message) throws RpcException {
        if (!isCall(message)) {
            throw new RpcException(INVALID, "invalid request");
        }
        Map<?, ?> members = (Map<?, ?>) message;
        Object params = members.get("params");
        if (params != null && !(params instanceof List)) {
            throw RpcException.invalidParams("non-array args");
        }
        List<Object> values = params == null ? List.of() : Collections.unmodifiableList((List<?>) params);
        return new Call((String) members.get("method"), new RpcParams(values));
    }
}
