package org.jackfield.shhapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Map;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcMethod;
import org.jackfield.api.rpc.RpcParams;

/** Calls methods as the server does. */
record Calls(Map<String, RpcMethod> methods) {

    Object call(String name, Object... params) throws Exception {
        return methods.get(name).call(new RpcParams(Arrays.asList(params)));
    }

    String text(String name, Object... params) throws Exception {
        return (String) call(name, params);
    }

    void assertRefused(String message, String name, Object... params) {
        assertEquals(message, refusal(name, params).getMessage());
    }

    RpcException refusal(String name, Object... params) {
        return assertThrows(RpcException.class, () -> call(name, params));
    }
}
