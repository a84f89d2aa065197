package org.jackfield.itest.swarm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.chunks.Address;
import org.jackfield.itest.BundleJar;
import org.jackfield.itest.TestNode;
import org.jackfield.itest.plugin.ProbeActivator;
import org.jackfield.itest.shared.ChunkProbe;
import org.osgi.framework.BundleException;

/** A node with nothing but Swarm on it, and a probe in its chunks. */
public final class SwarmNode implements AutoCloseable {

    private static final Set<String> WITHOUT = Set.of(
            "chain",
            "envelopes",
            "eth",
            "ethapi",
            "gateway",
            "kzg",
            "mail",
            "messages",
            "pool",
            "rpc",
            "shhapi",
            "sync",
            "whisper");

    private final int number;
    private final TestNode node;
    private final NodeId id;
    private final Place place;
    private final ChunkProbe probe;

    private SwarmNode(int number, TestNode node) {
        this.number = number;
        this.node = node;
        id = node.id();
        place = new Place(Address.ofNode(id));
        probe = node.await(ChunkProbe.class);
    }

    /**
     * @param seed of where it stands: with the same number it is in the same place again
     * @param folder where it has its data, in a folder of its own
     * @param settings over those that make it a full node with its data there
     */
    static SwarmNode start(int number, long seed, Path folder, Map<String, String> settings)
            throws IOException, BundleException {
        Path data = Files.createDirectories(folder.resolve("node" + number));
        Files.writeString(data.resolve("nodekey"), key(seed, number));
        Map<String, String> all = new HashMap<>(Map.of(
                "swarm.light",
                "false",
                "overlay.folder",
                data.resolve("swarm").toString(),
                "chunks.folder",
                data.resolve("swarm/chunks").toString(),
                "chunks.threads",
                "2"));
        all.putAll(settings);
        TestNode node = TestNode.start(data, all, WITHOUT);
        try {
            node.await("org.jackfield.chunks.Contents");
            node.install(probeJar().writeTo(data.resolve("probe.jar")));
            return new SwarmNode(number, node);
        } catch (BundleException | RuntimeException e) {
            node.close();
            throw e;
        }
    }

    public TestNode node() {
        return node;
    }

    public ChunkProbe probe() {
        return probe;
    }

    int number() {
        return number;
    }

    NodeId id() {
        return id;
    }

    Place place() {
        return place;
    }

    /** Those it is connected to and has in its table. */
    Set<NodeId> neighbours() {
        return node.peers().peers().stream()
                .map(Peer::id)
                .filter(peer -> node.told("hive", peer).isPresent())
                .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        node.close();
    }

    /** Such as {@code node 7 (0x3f…)}. */
    @Override
    public String toString() {
        return "node " + number + " (" + place.address() + ")";
    }

    private static String key(long seed, int number) {
        byte[] key = new byte[32];
        new SplittableRandom(1000 * seed + number).nextBytes(key);
        return HexFormat.of().formatHex(key);
    }

    private static BundleJar probeJar() {
        String plugin = ProbeActivator.class.getPackageName();
        return new BundleJar(
                Map.of(
                        "Bundle-SymbolicName",
                        "test.probe",
                        "Bundle-Activator",
                        ProbeActivator.class.getName(),
                        "Import-Package",
                        "org.jackfield.chunks," + ChunkProbe.class.getPackageName() + ",org.osgi.framework"),
                List.of(
                        ProbeActivator.class.getName(),
                        plugin + ".KeepingStore",
                        plugin + ".PatientSource",
                        plugin + ".StoreProbe"));
    }
}
