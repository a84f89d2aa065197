package org.jackfield.mail;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jackfield.api.Readiness;
import org.jackfield.envelopes.Envelope;
import org.jackfield.envelopes.EnvelopeListener;
import org.jackfield.envelopes.EnvelopePool;
import org.jackfield.envelopes.Generation;
import org.jackfield.envelopes.MailServer;
import org.jackfield.messages.KeyRing;
import org.jackfield.messages.MessageException;
import org.jackfield.messages.Messenger;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the archive and registers {@link MailServer} with {@link MailArchive}, {@link EnvelopeListener}, and {@link Readiness}
 * either way. The services are registered by hand, because there is no mail server when the archive cannot be opened, and
 * that must be told and not thrown.
 */
@Component(
        immediate = true,
        service = {},
        configurationPid = "org.jackfield.mail",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = MailConfiguration.class)
public final class MailComponent {

    private static final Logger LOG = LoggerFactory.getLogger(MailComponent.class);

    private static final String[] SERVICES = {MailServer.class.getName(), MailArchive.class.getName()};
    private static final Duration PRUNE_EVERY = Duration.ofMinutes(5);

    private final KeyRing keys;
    /** Last one in, first undone. */
    private final Deque<Runnable> undoing = new ArrayDeque<>();

    @Activate
    public MailComponent(
            BundleContext context,
            MailConfiguration configuration,
            @Reference EnvelopePool pool,
            @Reference KeyRing keys,
            @Reference Messenger messenger) {
        this.keys = keys;
        Readiness readiness;
        try {
            Archive archive = open(configuration);
            String keyId = holdKey(configuration);
            RequestReader reader =
                    new RequestReader(messenger, keyId, envelope -> worked(pool, envelope), configuration.answerOpen());
            serve(context, configuration, archive, reader);
            readiness = Readiness.of("mail", () -> describe(archive));
            LOG.info("Mail server: {}", readiness.text());
        } catch (IOException | InvalidPathException | MessageException e) {
            LOG.warn("No mail server: {}", e.getMessage());
            close();
            readiness = Readiness.failed("mail", "no mail server", e.getMessage());
        }
        register(context.registerService(Readiness.class, readiness, null));
    }

    @Deactivate
    void close() {
        while (!undoing.isEmpty()) {
            undoing.pop().run();
        }
    }

    private Archive open(MailConfiguration configuration) throws IOException {
        check("keepHours", configuration.keepHours());
        check("maxBytes", configuration.maxBytes());
        check("maxSpanHours", configuration.maxSpanHours());
        check("requestsPerMinute", configuration.requestsPerMinute());
        Archive archive = Archive.open(
                Path.of(given("folder", configuration.folder())),
                configuration.maxBytes(),
                Duration.ofHours(configuration.keepHours()).toSeconds(),
                MailComponent::now);
        undoing.push(archive::close);
        archive.prune();
        return archive;
    }

    private String holdKey(MailConfiguration configuration) throws IOException, MessageException {
        String id = keys.holdPassword(PasswordFile.read(Path.of(given("passwordFile", configuration.passwordFile()))));
        undoing.push(() -> letGo(id));
        return id;
    }

    private void serve(BundleContext context, MailConfiguration configuration, Archive archive, RequestReader reader) {
        long maxSpan = Duration.ofHours(configuration.maxSpanHours()).toSeconds();
        RequestQuota quota = new RequestQuota(configuration.requestsPerMinute(), System::nanoTime);
        ArchiveServer server =
                new ArchiveServer(archive, reader, quota, () -> new ServingRules(maxSpan, archive.oldestKept(), now()));
        ScheduledExecutorService pruning = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "mail archive");
            thread.setDaemon(true);
            return thread;
        });
        undoing.push(pruning::shutdownNow);
        pruning.scheduleWithFixedDelay(
                () -> prune(archive), PRUNE_EVERY.toSeconds(), PRUNE_EVERY.toSeconds(), TimeUnit.SECONDS);
        register(context.registerService(EnvelopeListener.class, new Archiver(archive), null));
        register(context.registerService(SERVICES, server, null));
    }

    private void register(ServiceRegistration<?> registration) {
        undoing.push(registration::unregister);
    }

    /** As whoever asks measures it: a request goes no further, so it need not please other nodes. */
    private static boolean worked(EnvelopePool pool, Envelope envelope) {
        double least = pool.settings().minWork();
        return Stream.of(Generation.values()).anyMatch(generation -> pool.work(envelope, generation) >= least);
    }

    private void letGo(String keyId) {
        try {
            keys.delete(keyId);
        } catch (MessageException e) {
            LOG.debug("The ring has let go of the key before: {}", e.getMessage());
        }
    }

    private static void prune(Archive archive) {
        try {
            archive.prune();
        } catch (IOException e) {
            LOG.warn("Old envelopes are not dropped: {}", e.getMessage());
        }
    }

    private static String given(String key, String value) throws IOException {
        if (value == null || value.isBlank()) {
            throw new IOException("org.jackfield.mail: " + key + " is not set");
        }
        return value;
    }

    private static void check(String key, long value) throws IOException {
        if (value < 1) {
            throw new IOException("org.jackfield.mail: " + key + " has to be 1 or more, got " + value);
        }
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }

    private static String describe(Archive archive) {
        ArchiveTotals totals = archive.totals();
        return totals.envelopes() + " envelopes, " + totals.bytes() + " bytes";
    }
}
