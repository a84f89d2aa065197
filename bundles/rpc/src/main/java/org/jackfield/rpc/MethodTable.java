package org.jackfield.rpc;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jackfield.api.rpc.RpcMethod;
import org.jackfield.api.rpc.RpcModule;

/** The methods of all modules present, by full name. May be used by any thread. */
final class MethodTable {

    private final List<Entry> entries = new CopyOnWriteArrayList<>();
    private volatile Map<String, RpcMethod> methods = Map.of();

    /**
     * @param ranking of two modules with the same method, the one with the higher number answers
     * @throws IllegalArgumentException if the module's namespace or a method's name is empty, or the namespace has an
     *     underscore in it
     */
    synchronized void add(RpcModule module, int ranking) {
        Map<String, RpcMethod> named = new HashMap<>();
        String namespace = checkName(module.namespace());
        if (namespace.indexOf('_') >= 0) {
            throw new IllegalArgumentException("the namespace " + namespace + " has an underscore in it");
        }
        module.methods().forEach((name, method) -> named.put(namespace + '_' + checkName(name), method));
        entries.add(new Entry(module, ranking, namespace, Map.copyOf(named)));
        rebuild();
    }

    synchronized void remove(RpcModule module) {
        entries.removeIf(entry -> entry.module == module);
        rebuild();
    }

    Optional<RpcMethod> find(String name) {
        return Optional.ofNullable(methods.get(name));
    }

    SortedSet<String> namespaces() {
        SortedSet<String> namespaces = new TreeSet<>();
        entries.forEach(entry -> namespaces.add(entry.namespace));
        return namespaces;
    }

    private void rebuild() {
        Map<String, RpcMethod> all = new HashMap<>();
        entries.stream().sorted(Comparator.comparingInt(Entry::ranking)).forEach(entry -> all.putAll(entry.methods));
        methods = Map.copyOf(all);
    }

    private static String checkName(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a JSON-RPC namespace or method has an empty name");
        }
        return name;
    }

    private record Entry(RpcModule module, int ranking, String namespace, Map<String, RpcMethod> methods) {}
}
