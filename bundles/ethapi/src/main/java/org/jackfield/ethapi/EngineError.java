package org.jackfield.ethapi;

import org.jackfield.api.rpc.RpcException;

/** The engine API's error codes (execution-apis src/engine/common.md, "Errors"), and what is added to their words. */
final class EngineError {

    private EngineError() {}

    static RpcException forkchoice(String why) {
        return new RpcException(-38002, "Invalid forkchoice state: " + why);
    }

    static RpcException attributes(String why) {
        return new RpcException(-38003, "Invalid payload attributes: " + why);
    }

    static RpcException fork(String why) {
        return new RpcException(-38005, "Unsupported fork: " + why);
    }

    static RpcException tooLarge(String why) {
        return new RpcException(-38004, "Too large request: " + why);
    }

    static RpcException params(String why) {
        return RpcException.invalidParams("Invalid parameters: " + why);
    }
}
