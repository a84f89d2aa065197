package org.jackfield.api.rpc;

/** The error object that a call is answered with (JSON-RPC 2.0, section 5.1). The message goes to the caller. */
public final class RpcException extends Exception {

    /** The arguments are not those that the method takes. */
    public static final int INVALID_PARAMS = -32602;
    /** There is no such method, or no such thing to subscribe to. */
    public static final int NOT_FOUND = -32601;
    /** The call was understood and could not be carried out; what geth answers most errors with. */
    public static final int FAILED = -32000;

    private static final long serialVersionUID = 1L;

    private final int code;

    public RpcException(int code, String message) {
        super(message);
        this.code = code;
    }

    /** With code {@link #INVALID_PARAMS}. */
    public static RpcException invalidParams(String message) {
        return new RpcException(INVALID_PARAMS, message);
    }

    /** With code {@link #FAILED}. */
    public static RpcException failed(String message) {
        return new RpcException(FAILED, message);
    }

    public int code() {
        return code;
    }
}
