package org.jackfield.node;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/**
 * A framework with the distribution's bundles in it. What it and they say to each other goes through services of JDK
 * types, told apart by the property {@value #ROLE}.
 */
final class Node {

    private static final String ROLE = "jackfield.role";
    /** A store that was not closed may take its time to recover. */
    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

    private final Framework framework;
    private final Startup startup = new Startup();

    private Node(Framework framework) {
        this.framework = framework;
    }

    /** Initialises the framework; no bundle runs yet. */
    static Node create(Map<String, String> properties) throws BundleException {
        FrameworkFactory factory =
                ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow();
        Node node = new Node(factory.newFramework(properties));
        node.framework.init();
        return node;
    }

    /**
     * Starts all but the shell, and waits until the node's parts are ready.
     *
     * @return what each part says of itself, by name
     * @throws StartException if one has a problem, or does not come up in time
     */
    Map<String, String> start(Distribution distribution, NodeSettings settings)
            throws BundleException, IOException, StartException, InterruptedException {
        BundleContext context = framework.getBundleContext();
        context.registerService(Supplier.class, settings::configurations, role("configuration"));
        Consumer<Map<String, String>> reports = startup::report;
        context.registerService(Consumer.class, reports, role("readiness"));
        BundleLog log = new BundleLog();
        context.addBundleListener(log);
        context.addBundleListener(StopOutput.install());
        context.addFrameworkListener(log);
        context.addFrameworkListener(startup);
        new BundleInstaller(context).install(distribution.bundles());
        framework.start();
        try {
            return startup.await(settings.parts(), START_TIMEOUT);
        } catch (StartException e) {
            throw e.status() == StartException.BAD_INPUT ? e : StartException.failure(e.getMessage() + diagnosis());
        }
    }

    /** What the boot bundle tells of the running node; empty if the boot bundle does not run. */
    Map<String, String> report() {
        return service(Supplier.class, "report")
                .map(supplier -> {
                    @SuppressWarnings("unchecked")
                    Map<String, String> report = ((Supplier<Map<String, String>>) supplier).get();
                    return report;
                })
                .orElse(Map.of());
    }

    /** Starts the shell as well: it prompts, or stays quiet and lends its commands, as {@code gosh.args} says. */
    void startShell() throws InterruptedException {
        CountDownLatch reached = new CountDownLatch(1);
        framework.adapt(FrameworkStartLevel.class).setStartLevel(FrameworkProperties.SHELL_LEVEL, event -> {
            if (event.getType() == FrameworkEvent.STARTLEVEL_CHANGED) {
                reached.countDown();
            }
        });
        reached.await(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    }

    /**
     * Has the shell run the commands of framework property {@code jackfield.commands}.
     *
     * @return the exit status
     * @throws StartException if there is no shell
     */
    int runCommands() throws StartException {
        Callable<?> shell = service(Callable.class, "commands")
                .orElseThrow(() -> StartException.failure("cannot run commands: the shell bundle does not run"));
        try {
            return ((Number) shell.call()).intValue();
        } catch (Exception e) {
            throw StartException.failure("cannot run commands: " + Messages.of(e));
        }
    }

    /** Until somebody stops the framework: the shell at its end, or {@link #stop}. */
    void awaitStop() throws InterruptedException {
        framework.waitForStop(0);
    }

    /** Stops every bundle, the last started first: peers are told, stores closed. Gives up after a while. */
    void stop() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(STOP_TIMEOUT.toMillis());
    }

    private String diagnosis() {
        StringBuilder text = new StringBuilder();
        List<String> failures = startup.failures();
        if (!failures.isEmpty()) {
            text.append("; bundles that failed: ").append(String.join("; ", failures));
        }
        Optional.ofNullable(report().get("unsatisfied"))
                .filter(unsatisfied -> !unsatisfied.isEmpty())
                .ifPresent(unsatisfied -> text.append("; waiting: ").append(unsatisfied));
        return text.toString().replaceAll("\\s+", " ");
    }

    private <T> Optional<T> service(Class<T> type, String role) {
        BundleContext context = framework.getBundleContext();
        try {
            Collection<ServiceReference<T>> found = context.getServiceReferences(type, '(' + ROLE + '=' + role + ')');
            return found.stream().findFirst().map(context::getService);
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException("no role: " + role, e);
        }
    }

    private static Dictionary<String, Object> role(String role) {
        return new Hashtable<>(Map.of(ROLE, role));
    }
}
