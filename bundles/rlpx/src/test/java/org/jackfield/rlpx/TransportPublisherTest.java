package org.jackfield.rlpx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jackfield.api.NodeId;
import org.jackfield.api.Readiness;
import org.jackfield.api.transport.Transport;
import org.jackfield.crypto.NodeKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

class TransportPublisherTest {

    @TempDir
    Path folder;

    private final Map<Class<?>, Object> services = new HashMap<>();
    private Optional<TransportPublisher> publisher = Optional.empty();

    @AfterEach
    void takesItsServicesBack() {
        publisher.ifPresent(TransportPublisher::close);
        assertEquals(Map.of(), services);
    }

    @Test
    void makesAKeyAndPublishesTheTransportUnderIt() throws Exception {
        Path file = folder.resolve("nodekey");
        activate(file.toString());
        NodeId id = NodeId.of(NodeKey.load(file).publicKey());
        assertEquals(id, ((Transport) services.get(Transport.class)).localId());
        assertEquals("key", readiness().name());
        assertEquals(Optional.empty(), readiness().problem());
        assertTrue(readiness().text().contains(id.toString()));
    }

    @Test
    void aBrokenKeyFileIsAProblemInOneLineAndNoTransport() throws IOException {
        Path file = Files.writeString(folder.resolve("nodekey"), "not a key\n");
        activate(file.toString());
        assertFalse(services.containsKey(Transport.class));
        String problem = readiness().problem().orElseThrow();
        assertTrue(problem.contains(file.toString()) && !problem.contains("\n"), problem);
        assertEquals("not a key\n", Files.readString(file));
    }

    @Test
    void aMissingOrImpossiblePathIsAProblem() {
        activate("");
        assertTrue(readiness().problem().orElseThrow().contains("nodeKey"));
        publisher.ifPresent(TransportPublisher::close);
        activate("a\0b");
        assertTrue(readiness().problem().isPresent());
        assertFalse(services.containsKey(Transport.class));
    }

    private Readiness readiness() {
        return (Readiness) services.get(Readiness.class);
    }

    private void activate(String nodeKey) {
        publisher = Optional.of(new TransportPublisher(context(), configuration(nodeKey)));
    }

    private static Configuration configuration(String nodeKey) {
        return new Configuration() {
            @Override
            public String nodeKey() {
                return nodeKey;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return Configuration.class;
            }
        };
    }

    /** A framework that only knows how to register. */
    private BundleContext context() {
        return proxy(BundleContext.class, arguments -> {
            Class<?> type = (Class<?>) arguments[0];
            services.put(type, arguments[1]);
            return proxy(ServiceRegistration.class, none -> services.remove(type));
        });
    }

    private interface Call {
        Object with(Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    assertTrue(method.getName().matches("(un)?register(Service)?"), method.getName());
                    return call.with(arguments);
                }));
    }
}
