package org.jackfield.itest.plugin;

import java.time.Duration;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jackfield.envelopes.Draft;
import org.jackfield.envelopes.Effort;
import org.jackfield.envelopes.Envelope;
import org.jackfield.envelopes.EnvelopePool;
import org.jackfield.envelopes.Sealing;
import org.jackfield.envelopes.Topic;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** The envelopes of a node by types of the JDK, which is all that a test shares with it; see {@code EnvelopeBox}. */
public final class EnvelopeActivator implements BundleActivator {

    /** Long enough for a machine that stands still for a while. */
    private static final long TTL_SECONDS = 900;

    private static final Effort EFFORT = new Effort(0.3, Duration.ofSeconds(30));
    private static final Topic TOPIC = new Topic(0x0badcafe);

    @Override
    public void start(BundleContext context) {
        Dictionary<String, Object> role = new Hashtable<>();
        role.put("test.role", "envelopes");
        Function<byte[], String> post = data -> post(context, data);
        Supplier<List<String>> pooled = () -> pooled(context);
        context.registerService(Function.class, post, role);
        context.registerService(Supplier.class, pooled, role);
    }

    @Override
    public void stop(BundleContext context) {
        // The framework withdraws the services.
    }

    private static String post(BundleContext context, byte[] data) {
        try {
            Envelope envelope = service(context, Sealing.class)
                    .seal(new Draft(TTL_SECONDS, TOPIC, data), EFFORT, done -> {})
                    .get(60, TimeUnit.SECONDS);
            if (!service(context, EnvelopePool.class).add(envelope)) {
                throw new IllegalStateException(envelope + " is there already");
            }
            return text(envelope);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> pooled(BundleContext context) {
        return service(context, EnvelopePool.class).envelopes().stream()
                .map(EnvelopeActivator::text)
                .toList();
    }

    /** All of it. */
    private static String text(Envelope envelope) {
        return envelope.hash().hex();
    }

    private static <T> T service(BundleContext context, Class<T> type) {
        return context.getService(context.getServiceReference(type));
    }
}
