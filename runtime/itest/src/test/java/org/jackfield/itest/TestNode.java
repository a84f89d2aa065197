package org.jackfield.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.api.PeerDirectory;
import org.jackfield.api.PeerEventListener;
import org.jackfield.api.Protocol;
import org.jackfield.api.ProtocolRegistry;
import org.jackfield.api.Readiness;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.util.tracker.ServiceTracker;
import org.rocksdb.RocksDB;

/**
 * A node in a framework of its own inside the test's JVM: the bundles of the distribution, freshly built, on real
 * sockets. Only the api comes from the test's class path, so that tests can hold services of several nodes.
 */
public final class TestNode implements AutoCloseable {

    /**
     * The bundles of our protocols: they have handshakes that must be done within seconds, which a machine that is flooded by
     * a test may fail to do.
     */
    public static final Set<String> PROTOCOLS = Set.of("eth", "swarm", "whisper");

    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final Path BUNDLES = Path.of(System.getProperty("jackfield.bundles"));
    private static final String API = "0.1.0";

    private final Framework framework;
    private final RecordedEvents events = new RecordedEvents();

    private TestNode(Framework framework) {
        this.framework = framework;
    }

    /** Starts a node on any free port with its data in {@code data}, and waits until it listens. */
    public static TestNode start(Path data) {
        return start(data, Map.of());
    }

    /**
     * @param settings such as {@code core.maxPeers=1}, over what the tests set themselves
     */
    public static TestNode start(Path data, Map<String, String> settings) {
        return start(data, settings, Set.of());
    }

    /**
     * @param without bundles to leave out, such as {@code eth}
     */
    public static TestNode start(Path data, Map<String, String> settings, Set<String> without) {
        Framework framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(frameworkProperties(data));
        TestNode node = new TestNode(framework);
        try {
            framework.init();
            node.configure(data, settings);
            node.startDistribution(without);
            framework.start();
            node.context().registerService(PeerEventListener.class, node.events, null);
            node.peers();
            node.registry();
            return node;
        } catch (BundleException | RuntimeException e) {
            node.close();
            throw new IllegalStateException("the node did not start: " + e.getMessage(), e);
        }
    }

    public BundleContext context() {
        return framework.getBundleContext();
    }

    public PeerDirectory peers() {
        return await(PeerDirectory.class);
    }

    public ProtocolRegistry registry() {
        return await(ProtocolRegistry.class);
    }

    public RecordedEvents events() {
        return events;
    }

    public NodeId id() {
        return peers().self().id();
    }

    /** What a protocol tells of a peer; empty before they have shaken hands. */
    public Optional<Map<String, Object>> told(String protocol, NodeId peer) {
        return registry().peerInfo(peer).getOrDefault(protocol, Optional.empty());
    }

    /** What a part of the node says when it is ready, such as where it listens; empty before that. */
    public String readiness(String name) throws InvalidSyntaxException {
        for (ServiceReference<Readiness> reference : context().getServiceReferences(Readiness.class, null)) {
            Readiness readiness = context().getService(reference);
            if (readiness != null && readiness.name().equals(name)) {
                return readiness.text();
            }
        }
        return "";
    }

    /** Waits for a service. */
    public <T> T await(Class<T> type) {
        return await(new ServiceTracker<>(context(), type, null), type.getSimpleName());
    }

    /** Waits for a service of a type that the test does not share with the node. */
    public void await(String type) {
        await(new ServiceTracker<>(context(), type, null), type);
    }

    /** Waits for the highest version of a protocol. */
    public Protocol awaitProtocol(String name) {
        return await(
                new ServiceTracker<>(context(), Protocol.class, null) {
                    @Override
                    public Protocol addingService(ServiceReference<Protocol> reference) {
                        Protocol protocol = context.getService(reference);
                        // There is none any more if it is withdrawn meanwhile.
                        boolean wanted =
                                protocol != null && protocol.capability().name().equals(name);
                        return wanted ? protocol : null;
                    }
                },
                name);
    }

    private static <T> T await(ServiceTracker<T, T> tracker, String what) {
        // All, because the framework hides a service from us whose other types we cannot load.
        tracker.open(true);
        try {
            T service = tracker.waitForService(DEADLINE.toMillis());
            if (service == null) {
                throw new IllegalStateException("no " + what + " within " + DEADLINE);
            }
            return service;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            tracker.close();
        }
    }

    public Bundle install(Path jar) throws BundleException {
        Bundle bundle = context().installBundle(jar.toUri().toString());
        bundle.start();
        return bundle;
    }

    /** Stops the bundle of that symbolic name, and starts it again. */
    public void restart(String name) throws BundleException {
        Bundle bundle = Arrays.stream(context().getBundles())
                .filter(one -> one.getSymbolicName().equals(name))
                .findFirst()
                .orElseThrow();
        bundle.stop();
        bundle.start();
    }

    /** Offers a protocol of the test's own. */
    public ServiceRegistration<Protocol> offer(Protocol protocol) {
        return context().registerService(Protocol.class, protocol, null);
    }

    /** Dials {@code other} and waits for the connection. */
    public Peer connectTo(TestNode other) throws Exception {
        return peers().connect(other.peers().self()).toCompletableFuture().get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        try {
            framework.stop();
            framework.waitForStop(DEADLINE.toMillis());
        } catch (BundleException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does the launcher's part: the boot bundle writes what this service supplies. */
    private void configure(Path data, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "rlpx.nodeKey",
                data.resolve("nodekey").toString(),
                "pss.nodeKey",
                data.resolve("nodekey").toString(),
                "core.listen",
                "127.0.0.1:0",
                "chain.folder",
                data.resolve("chain").toString(),
                "rpc.listen",
                "127.0.0.1:0"));
        all.putAll(settings);
        Map<String, Map<String, Object>> configurations = new HashMap<>();
        all.forEach((name, value) -> {
            String[] partAndKey = name.split("\\.", 2);
            configurations
                    .computeIfAbsent("org.jackfield." + partAndKey[0], pid -> new HashMap<>())
                    .put(partAndKey[1], value);
        });
        Supplier<Map<String, Map<String, Object>>> launcher = () -> configurations;
        context().registerService(Supplier.class, launcher, new Hashtable<>(Map.of("jackfield.role", "configuration")));
    }

    private void startDistribution(Set<String> without) throws BundleException {
        Pattern unwanted = Pattern.compile("org\\.jackfield\\.(?:api|rocksdb|shell"
                + without.stream().map(name -> '|' + name).collect(Collectors.joining())
                + ")-.*|.*gogo.*|.*fileinstall.*");
        List<Bundle> installed = new ArrayList<>();
        for (Path jar : distribution(unwanted)) {
            installed.add(context().installBundle("reference:" + jar.toUri()));
        }
        for (Bundle bundle : installed) {
            boolean fragment = bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
            if (!fragment) {
                bundle.start();
            }
        }
    }

    private static List<Path> distribution(Pattern unwanted) {
        try (Stream<Path> files = Files.walk(BUNDLES)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .filter(file ->
                            !unwanted.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // A cache for each start: the same native library cannot be loaded twice in one JVM from the same file.
    // RocksDB and our room around it come from the class path, once for all nodes: copies of its library share what the
    // linker calls unique symbols, and crash when one that has set them is collected.
    private static Map<String, String> frameworkProperties(Path data) {
        RocksDB.loadLibrary();
        return Map.of(
                Constants.FRAMEWORK_STORAGE,
                data.resolve("cache-" + UUID.randomUUID()).toString(),
                Constants.FRAMEWORK_STORAGE_CLEAN,
                Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT,
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                String.join(
                        ",",
                        "org.slf4j;org.slf4j.event;org.slf4j.helpers;org.slf4j.spi;version=2.0.20",
                        "org.slf4j;org.slf4j.event;org.slf4j.helpers;org.slf4j.spi;version=1.7.36",
                        apiPackages(),
                        "org.jackfield.itest.shared",
                        "org.jackfield.rocksdb;version=" + API,
                        "org.rocksdb;org.rocksdb.util;version=" + RocksDB.rocksdbVersion()),
                "felix.log.level",
                "1");
    }

    /** All that the api offers, as it says itself. */
    private static String apiPackages() {
        try (JarFile jar = new JarFile(
                BUNDLES.resolve("4-node/org.jackfield.api-" + API + ".jar").toFile())) {
            return jar.getManifest().getMainAttributes().getValue(Constants.EXPORT_PACKAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
