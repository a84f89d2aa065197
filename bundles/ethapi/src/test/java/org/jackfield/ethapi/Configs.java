package org.jackfield.ethapi;

import java.lang.reflect.Proxy;
import java.util.Map;

/** Configurations as DS makes them: what is given, over the defaults. */
final class Configs {

    private Configs() {}

    static EthapiConfig standard() {
        return of(Map.of());
    }

    static EthapiConfig of(Map<String, ?> values) {
        return (EthapiConfig) Proxy.newProxyInstance(
                Configs.class.getClassLoader(),
                new Class<?>[] {EthapiConfig.class},
                (proxy, method, arguments) ->
                        values.containsKey(method.getName()) ? values.get(method.getName()) : method.getDefaultValue());
    }
}
