package org.jackfield.bench.handover;

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
import org.jackfield.api.PeerEventListener;
import org.jackfield.api.RegisteredProtocol;
import org.jackfield.api.release.ReleaseException;
import org.jackfield.api.release.Releases;
import org.jackfield.itest.PluginJar;
import org.jackfield.itest.TestNode;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.BundleWiring;

/** The node: the distribution's bundles in a framework, and two protocols besides, one of which has two releases. */
final class SwappedNode implements AutoCloseable {

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

    static SwappedNode start(Path folder, int links, Pauses pauses) throws IOException, BundleException {
        Files.createDirectories(folder);
        PluginJar swapped = plugin("plugin.aaa", Crowd.SWAPPED);
        List<Path> files = new ArrayList<>();
        for (int number = 1; number <= RELEASES; number++) {
            files.add(swapped.release(number + ".0.0").writeTo(folder.resolve("release" + number + ".jar")));
        }
        // All watching nodes come from one address, and each has its seat.
        TestNode node = TestNode.start(folder, Map.of("core.maxPeers", Integer.toString(links)));
        try {
            node.context().registerService(PeerEventListener.class, pauses, null);
            node.install(plugin("plugin.bbb", Crowd.UNTOUCHED).writeTo(folder.resolve("untouched.jar")));
            return new SwappedNode(node, files, node.install(files.get(0)));
        } catch (BundleException e) {
            node.close();
            throw e;
        }
    }

    Enode enode() {
        return node.peers().self();
    }

    int nextRelease() {
        return release % RELEASES + 1;
    }

    /** Replaces the bundle as {@code p2p:swap} does. */
    void swap() throws ReleaseException {
        Path next = turn();
        node.await(Releases.class).swap(bundle.getSymbolicName(), next, Duration.ZERO);
    }

    /** Replaces the bundle as the framework's {@code update} does. */
    void update() throws BundleException, IOException {
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
    String canary(double share) throws ReleaseException {
        return node.await(Releases.class)
                .canary(bundle.getSymbolicName(), files.get(nextRelease() - 1), share)
                .next();
    }

    /** The releases of the swapped protocol, by version. */
    Map<String, RegisteredProtocol> releases() {
        return node.registry().registered().stream()
                .filter(row -> row.capability().toString().equals(Crowd.SWAPPED))
                .collect(Collectors.toMap(RegisteredProtocol::bundleVersion, row -> row));
    }

    /** How many class loaders of replaced releases are not collected. */
    long loadersAlive() {
        return replaced.stream().filter(loader -> loader.get() != null).count();
    }

    int swaps() {
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
