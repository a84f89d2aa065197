package org.jackfield.bench.handover;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jackfield.api.Enode;
import org.jackfield.api.PeerEventListener;
import org.jackfield.itest.PluginJar;
import org.jackfield.itest.TestNode;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.BundleWiring;

/** The node: the distribution's bundles in a framework, and two protocols besides, one of which has two releases. */
final class SwappedNode implements AutoCloseable {

    private static final int RELEASES = 2;

    private final TestNode node;
    private final List<byte[]> jars;
    private final Bundle bundle;
    private final List<WeakReference<ClassLoader>> replaced = new ArrayList<>();
    private int release = 1;

    private SwappedNode(TestNode node, List<byte[]> jars, Bundle bundle) {
        this.node = node;
        this.jars = jars;
        this.bundle = bundle;
    }

    static SwappedNode start(Path folder, int links, Pauses pauses) throws IOException, BundleException {
        Files.createDirectories(folder);
        PluginJar swapped = plugin("plugin.aaa", Crowd.SWAPPED);
        List<byte[]> jars = new ArrayList<>();
        for (int number = 1; number <= RELEASES; number++) {
            Path jar = folder.resolve("release" + number + ".jar");
            jars.add(Files.readAllBytes(swapped.release(number + ".0.0").writeTo(jar)));
        }
        // All watching nodes come from one address, and each has its seat.
        TestNode node = TestNode.start(folder, Map.of("core.maxPeers", Integer.toString(links)));
        try {
            node.context().registerService(PeerEventListener.class, pauses, null);
            node.install(plugin("plugin.bbb", Crowd.UNTOUCHED).writeTo(folder.resolve("untouched.jar")));
            return new SwappedNode(node, jars, node.install(folder.resolve("release1.jar")));
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

    /** Updates the bundle in place. */
    void swap() throws BundleException {
        replaced.add(new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader()));
        release = nextRelease();
        bundle.update(new ByteArrayInputStream(jars.get(release - 1)));
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
