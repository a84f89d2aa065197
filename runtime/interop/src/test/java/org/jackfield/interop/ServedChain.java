package org.jackfield.interop;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jackfield.api.Capability;
import org.jackfield.api.NodeId;
import org.jackfield.api.Protocol;
import org.jackfield.itest.TestNode;
import org.osgi.framework.Bundle;
import org.osgi.util.tracker.ServiceTracker;

/**
 * A node of ours that serves a chain: the shared one with its receipts, imported as a person would, or the development chain where there
 * is no other.
 *
 * @param known what peers know of it
 */
record ServedChain(TestNode node, KnownChain known) implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ServedChain.class.getName());

    private static final String DEVELOPMENT_GENESIS = "org/jackfield/chain/development-genesis.json";

    /** As the chain bundle's README says. */
    private static final long DEVELOPMENT_BLOCKS = 256;

    static ServedChain start(Path folder) throws IOException, InterruptedException {
        return start(folder, Map.of());
    }

    /** @param settings as those of {@link TestNode#start(Path, Map)} */
    static ServedChain start(Path folder, Map<String, String> settings) throws IOException, InterruptedException {
        Optional<SharedChain> shared = SharedChain.find();
        if (shared.isPresent()) {
            return serving(shared.get(), folder, settings);
        }
        LOG.log(
                Level.INFO,
                "no chain.rlp in {0}: the development chain is used instead",
                System.getProperty("jackfield.chain"));
        TestNode node = TestNode.start(folder, settings);
        return new ServedChain(node, developmentChain(node, folder));
    }

    private static ServedChain serving(SharedChain shared, Path folder, Map<String, String> settings)
            throws IOException, InterruptedException {
        ImportedChain.copy(shared, (int) shared.known().headNumber(), folder);
        Map<String, String> all = new HashMap<>(settings);
        all.put("chain.genesis", shared.genesis().toString());
        return new ServedChain(TestNode.start(folder, all), shared.known());
    }

    private static KnownChain developmentChain(TestNode node, Path folder) throws IOException {
        Map<String, Object> info = node.awaitProtocol("eth").nodeInfo();
        Path genesis = folder.resolve("genesis.json");
        Bundle chain = Arrays.stream(node.context().getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals("org.jackfield.chain"))
                .findFirst()
                .orElseThrow();
        try (InputStream file = chain.getEntry(DEVELOPMENT_GENESIS).openStream()) {
            Files.copy(file, genesis);
        }
        return new KnownChain(genesis, (String) info.get("genesis"), (String) info.get("head"), DEVELOPMENT_BLOCKS);
    }

    /** Whether the node tells the head's hash among what it knows about a peer. */
    boolean knowsHeadOf(int ethVersion, NodeId peer) {
        return peerInfo(ethVersion, peer).containsValue(known.headHash());
    }

    /** What the node tells of a peer; empty before its Status. */
    Map<String, Object> peerInfo(int ethVersion, NodeId peer) {
        return eth(ethVersion).peerInfo(peer).orElse(Map.of());
    }

    private Protocol eth(int version) {
        ServiceTracker<Protocol, Protocol> tracker = new ServiceTracker<>(node.context(), Protocol.class, null);
        tracker.open();
        try {
            return tracker.getTracked().values().stream()
                    .filter(protocol -> protocol.capability().equals(new Capability("eth", version)))
                    .findFirst()
                    .orElseThrow();
        } finally {
            tracker.close();
        }
    }

    @Override
    public void close() {
        node.close();
    }
}
