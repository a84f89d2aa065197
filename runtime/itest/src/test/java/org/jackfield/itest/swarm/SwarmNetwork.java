package org.jackfield.itest.swarm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jackfield.api.NodeId;
import org.jackfield.itest.Await;
import org.jackfield.itest.shared.ChunkProbe;

/** Nodes of Swarm in this JVM, each with a socket and a folder of its own, that knew nobody but the first. */
public final class SwarmNetwork implements AutoCloseable {

    private static final int AT_ONCE = 4;

    private final List<SwarmNode> nodes = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    private final Consumer<String> log;

    /** @param log is told how it goes, in lines */
    private SwarmNetwork(Consumer<String> log) {
        this.log = log;
    }

    /**
     * Starts them all and has each dial the first.
     *
     * @param seed of where they stand
     * @param settings of all, over those of {@link SwarmNode}
     */
    public static SwarmNetwork start(
            Path folder, int size, long seed, Map<String, String> settings, Consumer<String> log) throws Exception {
        SwarmNetwork network = new SwarmNetwork(log);
        try {
            List<Callable<Void>> starts = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                int number = i;
                starts.add(() -> {
                    network.nodes.add(SwarmNode.start(number, seed, folder, settings));
                    return null;
                });
            }
            network.atOnce(starts);
            network.nodes.sort(Comparator.comparingInt(SwarmNode::number));
            SwarmNode known = network.nodes.get(0);
            for (SwarmNode node : network.nodes.subList(1, size)) {
                node.node().connectTo(known.node());
            }
            return network;
        } catch (Exception e) {
            network.close();
            throw e;
        }
    }

    /** Those that live. */
    public List<SwarmNode> nodes() {
        return List.copyOf(nodes);
    }

    /** Waits until each node is connected to its whole neighbourhood and to every part of the network beyond it. */
    public void awaitTables(Duration patience) throws Exception {
        Map<NodeId, Place> places = nodes.stream().collect(Collectors.toMap(SwarmNode::id, SwarmNode::place));
        Await.until("tables", patience, () -> {
            int well = 0;
            int links = 0;
            for (SwarmNode node : nodes) {
                List<Place> neighbours = node.neighbours().stream()
                        .filter(places::containsKey)
                        .map(places::get)
                        .toList();
                links += neighbours.size();
                well += node.place().isWellConnected(neighbours, places.values()) ? 1 : 0;
            }
            log.accept(well + " of " + nodes.size() + " nodes well connected, " + links / 2 + " links");
            return well == nodes.size();
        });
    }

    /** Waits until all chunks are where they belong among the nodes that live. */
    public void awaitPlaced(Placement placement, Duration patience) throws Exception {
        Await.until("chunks in their places", patience, () -> {
            long missing = placement.missing();
            log.accept(placement.places() - missing + " of " + placement.places() + " places taken, "
                    + nodes.stream().mapToLong(node -> node.probe().chunks()).sum() + " chunks stored");
            return missing == 0;
        });
    }

    /** Ends some nodes at once. */
    public void kill(Collection<SwarmNode> victims) throws Exception {
        nodes.removeAll(victims);
        atOnce(victims.stream()
                .map(victim -> (Callable<Void>) () -> {
                    victim.close();
                    return null;
                })
                .toList());
    }

    /**
     * Reads content at each of some nodes, where nobody keeps what comes by.
     *
     * @param readers how many read at a time
     * @return what is wrong, in lines
     */
    public List<String> read(String reference, SeededContent content, List<SwarmNode> at, int readers)
            throws Exception {
        nodes.forEach(node -> node.probe().keep(false));
        List<String> faults = new CopyOnWriteArrayList<>();
        try {
            List<Callable<Void>> reads = new ArrayList<>();
            for (SwarmNode node : at) {
                reads.add(() -> {
                    read(reference, content, node).ifPresent(faults::add);
                    return null;
                });
            }
            inTurns(reads, readers);
        } finally {
            nodes.forEach(node -> node.probe().keep(true));
        }
        return faults;
    }

    private Optional<String> read(String reference, SeededContent content, SwarmNode node) {
        ChunkProbe probe = node.probe();
        long began = System.nanoTime();
        long fetched = probe.fetched();
        long slow = probe.slow();
        long repeated = probe.repeated();
        try (InputStream stream = probe.open(reference)) {
            if (!content.isSame(stream)) {
                return Optional.of(node + ": the content is another");
            }
        } catch (IOException e) {
            return Optional.of(node + ": " + e.getMessage());
        }
        log.accept(String.format(
                "%s: %.1f MB/s, %d chunks from others, of them %d late, %d asked for again",
                node,
                content.bytes() * 1e3 / (System.nanoTime() - began),
                probe.fetched() - fetched,
                probe.slow() - slow,
                probe.repeated() - repeated));
        return Optional.empty();
    }

    @Override
    public void close() {
        try {
            kill(nodes());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            threads.shutdown();
        }
    }

    private void atOnce(List<Callable<Void>> tasks) throws Exception {
        for (Future<Void> task : threads.invokeAll(tasks)) {
            result(task);
        }
    }

    private static void inTurns(List<Callable<Void>> tasks, int atOnce) throws Exception {
        ExecutorService readers = Executors.newFixedThreadPool(atOnce);
        try {
            for (Future<Void> task : readers.invokeAll(tasks)) {
                result(task);
            }
        } finally {
            readers.shutdown();
        }
    }

    private static void result(Future<Void> task) throws Exception {
        try {
            task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
