package org.jackfield.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.api.Readiness;
import org.jackfield.envelopes.EnvelopeListener;
import org.jackfield.envelopes.EnvelopePool;
import org.jackfield.envelopes.MailServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

class MailComponentTest {

    @TempDir
    Path folder;

    private final FakeMessages messages = new FakeMessages();
    private final Map<String, Object> services = new HashMap<>();
    private final Map<String, Object> settings = new HashMap<>(Map.of(
            "keepHours", 720, "maxBytes", 1L << 20, "maxSpanHours", 720, "requestsPerMinute", 60, "answerOpen", true));

    @BeforeEach
    void write() throws IOException {
        settings.put("folder", folder.resolve("mail").toString());
        settings.put("passwordFile", password("secret\n"));
    }

    private String password(String text) throws IOException {
        return Files.writeString(folder.resolve("password"), text).toString();
    }

    private MailComponent start() {
        BundleContext context = proxy(BundleContext.class, (name, arguments) -> register(arguments));
        MailConfiguration configuration = proxy(MailConfiguration.class, (name, arguments) -> settings.get(name));
        EnvelopePool pool = proxy(EnvelopePool.class, (name, arguments) -> {
            throw new UnsupportedOperationException(name);
        });
        return new MailComponent(context, configuration, pool, messages.ring, messages.messenger);
    }

    private Object register(Object[] arguments) {
        List<String> names = new ArrayList<>();
        if (arguments[0] instanceof String[] several) {
            names.addAll(List.of(several));
        } else {
            names.add(((Class<?>) arguments[0]).getName());
        }
        names.forEach(name -> services.put(name, arguments[1]));
        return proxy(ServiceRegistration.class, (name, none) -> {
            names.forEach(services::remove);
            return null;
        });
    }

    private interface Call {
        Object with(String name, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, a) -> call.with(method.getName(), a)));
    }

    private Optional<String> problem() {
        return ((Readiness) services.get(Readiness.class.getName())).problem();
    }

    @Test
    void servesUntilItIsStopped() {
        MailComponent component = start();

        assertEquals(Optional.empty(), problem());
        assertEquals(List.of("secret"), List.copyOf(messages.held.values()), "without the end of the line");
        assertTrue(services.containsKey(MailServer.class.getName()));
        assertTrue(services.containsKey(MailArchive.class.getName()));
        assertTrue(services.containsKey(EnvelopeListener.class.getName()));

        component.close();
        assertEquals(Map.of(), services);
        assertEquals(Map.of(), messages.held);
        MailComponent again = start();
        assertEquals(Optional.empty(), problem());
        again.close();
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        assertProblem("passwordFile", "/no/such/file", "the password file /no/such/file cannot be read");
        assertProblem("passwordFile", "", "org.jackfield.mail: passwordFile is not set");
        assertProblem("folder", null, "org.jackfield.mail: folder is not set");
        assertProblem("maxBytes", 0L, "org.jackfield.mail: maxBytes has to be 1 or more, got 0");
        String empty = password("\n");
        assertProblem("passwordFile", empty, "the password file " + empty + " is empty");
    }

    private void assertProblem(String key, Object value, String problem) {
        Object before = settings.put(key, value);
        MailComponent component = start();
        assertEquals(Optional.of(problem), problem());
        assertEquals(1, services.size());
        assertEquals(Map.of(), messages.held);
        component.close();
        settings.put(key, before);
    }
}
