package org.jackfield.bench.crowd;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jackfield.api.Enode;
import org.jackfield.api.PeerDirectory;
import org.jackfield.api.PeerEventListener;
import org.jackfield.api.RegisteredProtocol;
import org.jackfield.api.release.ReleaseException;
import org.jackfield.api.release.Releases;
import org.jackfield.itest.PluginJar;
import org.jackfield.itest.TestNode;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.BundleWiring;

/** The node: the distribution's bundles in a framework, and two protocols besides, one of which has two releases. */
public final class SwappedNode implements AutoCloseable {

    /** The protocol that has releases. */
    public static final String SWAPPED = "aaa/1";

    /** The other one. */
    public static final String UNTOUCHED = "bbb/1";

    private static final int RELEASES = 2;

    private final TestNode node;
    private final List<Path> files;
    private final Bundle bundle;
    private final List<WeakReference<ClassLoader>> replaced = new ArrayList<>();
    private int release = 1;

    private SwappedNode(TestNode node, List<Path> files, Bundle bundle) {
        this.node = node;
        this.files = files;
        this.bundle = bundle;
    }

    /**
     * @param maxPeers how many links it takes
     * @param listener hears what happens on them
     */
    public static SwappedNode start(Path folder, int maxPeers, PeerEventListener listener)
            throws IOException, BundleException {
        Files.createDirectories(folder);
        PluginJar swapped = plugin("plugin.aaa", SWAPPED);
        List<Path> files = new ArrayList<>();
        for (int number = 1; number <= RELEASES; number++) {
            files.add(swapped.release(number + ".0.0").writeTo(folder.resolve("release" + number + ".jar")));
        }
        // All watching nodes come from one address, and each has its seat.
        TestNode node = TestNode.start(folder, Map.of("core.maxPeers", Integer.toString(maxPeers)));
        try {
            node.context().registerService(PeerEventListener.class, listener, null);
            node.install(plugin("plugin.bbb", UNTOUCHED).writeTo(folder.resolve("untouched.jar")));
            return new SwappedNode(node, files, node.install(files.get(0)));
        } catch (BundleException e) {
            node.close();
            throw e;
        }
    }

    public Enode enode() {
        return node.peers().self();
    }

    public PeerDirectory peers() {
        return node.peers();
    }

    /** Of its framework. */
    public BundleContext context() {
        return node.context();
    }

    /** Drops what the node has recorded of its links, which would grow with each of them. */
    public void forgetEvents() {
        node.events().forget();
    }

    public int nextRelease() {
        return release % RELEASES + 1;
    }

    /** Replaces the bundle as {@code p2p:swap} does. */
    public void swap() throws ReleaseException {
        Path next = turn();
        node.await(Releases.class).swap(bundle.getSymbolicName(), next, Duration.ZERO);
    }

    /** Replaces the bundle as the framework's {@code update} does. */
    public void update() throws BundleException, IOException {
        try (InputStream jar = Files.newInputStream(turn())) {
            bundle.update(jar);
        }
    }

    private Path turn() {
        replaced.add(new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader()));
        release = nextRelease();
        return files.get(release - 1);
    }

    /** Installs the next release beside, for a share of the peers; returns its version. */
    public String canary(double share) throws ReleaseException {
        return node.await(Releases.class)
                .canary(bundle.getSymbolicName(), files.get(nextRelease() - 1), share)
                .next();
    }

    /** The releases of the swapped protocol, by version. */
    public Map<String, RegisteredProtocol> releases() {
        return node.registry().registered().stream()
                .filter(row -> row.capability().toString().equals(SWAPPED))
                .collect(Collectors.toMap(RegisteredProtocol::bundleVersion, row -> row));
    }

    /** How many class loaders of replaced releases are not collected. */
    public long loadersAlive() {
        return replaced.stream().filter(loader -> loader.get() != null).count();
    }

    public int swaps() {
        return replaced.size();
    }

    @Override
    public void close() {
        node.close();
    }

    private static PluginJar plugin(String name, String capability) {
        return PluginJar.echo(name, capability).behaviour("STREAM");
    }
}
