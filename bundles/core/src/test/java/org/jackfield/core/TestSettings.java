package org.jackfield.core;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** A configuration as DS makes it: the defaults of the annotation, some of them changed. */
final class TestSettings {

    private TestSettings() {}

    /** Keys and values in turn. */
    static CoreConfiguration configuration(Object... changes) {
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < changes.length; i += 2) {
            values.put((String) changes[i], changes[i + 1]);
        }
        InvocationHandler handler = (proxy, method, args) ->
                values.containsKey(method.getName()) ? values.get(method.getName()) : method.getDefaultValue();
        return (CoreConfiguration) Proxy.newProxyInstance(
                TestSettings.class.getClassLoader(),
                new Class<?>[] {CoreConfiguration.class, Annotation.class},
                handler);
    }

    static Settings settings(Object... changes) {
        return Settings.of(configuration(changes));
    }
}
