package org.jackfield.interop;

import java.lang.reflect.Method;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.NodeId;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** The service of our node that asks mail servers. Its package is not one that tests share with the node: by reflection. */
record OurMailClient(Object service) {

    private static final String TYPE = "org.jackfield.mail.MailClient";

    static OurMailClient of(OurCorrespondent ours) throws Exception {
        BundleContext context = ours.node().context();
        ServiceReference<?>[] found = context.getAllServiceReferences(TYPE, null);
        if (found == null) {
            throw new IllegalStateException("no " + TYPE);
        }
        return new OurMailClient(context.getService(found[0]));
    }

    /**
     * Asks for everything of the last five minutes, and waits for the end of the answer.
     *
     * @param key id of the symmetric key that the server's password gives; empty: in the open
     * @param form {@code GETH} or {@code STATUS}
     * @param limit 0: none, as {@code GETH} must have it
     */
    End ask(NodeId server, Optional<String> key, String form, long limit, byte[] cursor) throws Exception {
        long now = Instant.now().getEpochSecond();
        Class<?> query = type("org.jackfield.mail.Query");
        Object asked =
                query.getConstructors()[0].newInstance(key, form(form), now - 300, now + 300, List.of(), limit, cursor);
        Method ask = type(TYPE).getMethod("ask", NodeId.class, query);
        Object end = ((CompletableFuture<?>) ask.invoke(service, server, asked)).get(30, TimeUnit.SECONDS);
        Optional<?> last = (Optional<?>) value(end, "last");
        return new End(
                last.isPresent() ? Optional.of((String) value(last.get(), "hex")) : Optional.empty(),
                (byte[]) value(end, "cursor"),
                (Optional<?>) value(end, "error"));
    }

    private Object form(String name) throws ClassNotFoundException {
        return Arrays.stream(type("org.jackfield.mail.Query$Form").getEnumConstants())
                .filter(each -> each.toString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Class<?> type(String name) throws ClassNotFoundException {
        return service.getClass().getClassLoader().loadClass(name);
    }

    private static Object value(Object end, String name) throws ReflectiveOperationException {
        return end.getClass().getMethod(name).invoke(end);
    }

    /**
     * As {@code org.jackfield.envelopes.HistoryEnd}.
     *
     * @param last in hexadecimal
     */
    record End(Optional<String> last, byte[] cursor, Optional<?> error) {

        @Override
        public String toString() {
            return "last " + last + ", cursor " + HexFormat.of().formatHex(cursor) + ", error " + error;
        }
    }
}
