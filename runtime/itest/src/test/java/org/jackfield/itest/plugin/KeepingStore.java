package org.jackfield.itest.plugin;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jackfield.chunks.Chunk;
import org.jackfield.chunks.ChunkStore;

/**
 * A node's store, which takes chunks that come one by one, as they are retrieved, or, for a time, does not. Those that are synced come
 * in lists and are always taken: they come once.
 */
final class KeepingStore implements InvocationHandler {

    private final ChunkStore store;
    private volatile boolean keeping = true;

    KeepingStore(ChunkStore store) {
        this.store = store;
    }

    /** The store as the network is to see it. */
    ChunkStore view() {
        return (ChunkStore)
                Proxy.newProxyInstance(KeepingStore.class.getClassLoader(), new Class<?>[] {ChunkStore.class}, this);
    }

    void keep(boolean now) {
        keeping = now;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        boolean retrieved = method.getName().equals("put") && arguments[1] instanceof Chunk;
        if (retrieved && !keeping) {
            return false;
        }
        try {
            return method.invoke(store, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
