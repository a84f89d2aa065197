package org.jackfield.itest.plugin;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jackfield.chunks.ChunkStore;
import org.jackfield.chunks.PutMode;

/** A node's store, which takes chunks of others or, for a time, does not. */
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
        boolean ofOthers = method.getName().equals("put") && arguments[0] != PutMode.UPLOAD;
        if (ofOthers && !keeping) {
            return method.getReturnType() == boolean.class ? (Object) false : (Object) 0;
        }
        try {
            return method.invoke(store, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
