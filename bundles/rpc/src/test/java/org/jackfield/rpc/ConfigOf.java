package org.jackfield.rpc;

import java.lang.reflect.Proxy;
import java.util.Map;

/** Configurations as DS makes them: what is given, over the defaults. */
final class ConfigOf {

    private ConfigOf() {}

    static RpcConfig rpc(Map<String, ?> values) {
        return (RpcConfig) Proxy.newProxyInstance(
                ConfigOf.class.getClassLoader(),
                new Class<?>[] {RpcConfig.class},
                (proxy, method, arguments) ->
                        values.containsKey(method.getName()) ? values.get(method.getName()) : method.getDefaultValue());
    }
}
