package org.jackfield.interop;

import org.jackfield.itest.TestNode;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** What is in the chunk store of a node of ours. Its classes are not the test's: it is asked by reflection. */
record StoreOfNode(TestNode node) {

    private static final String STORE = "org.jackfield.chunks.ChunkStore";

    /** @param address in hexadecimal */
    boolean has(String address) {
        ServiceReference<?> reference = reference();
        Object store = node.context().getService(reference);
        try {
            ClassLoader classes = store.getClass().getClassLoader();
            Class<?> addresses = classes.loadClass("org.jackfield.chunks.Address");
            Object parsed = addresses.getMethod("parse", String.class).invoke(null, address);
            return (boolean)
                    classes.loadClass(STORE).getMethod("has", addresses).invoke(store, parsed);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("the store is not as it was", e);
        } finally {
            node.context().ungetService(reference);
        }
    }

    /** Of all, because the framework hides from us services of types that we cannot load. */
    private ServiceReference<?> reference() {
        try {
            return node.context().getAllServiceReferences(STORE, null)[0];
        } catch (InvalidSyntaxException e) {
            throw new AssertionError("there is no filter", e);
        }
    }
}
