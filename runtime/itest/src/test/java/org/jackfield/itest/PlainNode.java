package org.jackfield.itest;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/**
 * A {@link TestNode} without our protocols. They have handshakes that must be done within seconds, which a machine that is
 * flooded by a test may fail to do.
 */
final class PlainNode {

    private static final Set<String> OURS = Set.of("org.jackfield.eth", "org.jackfield.swarm", "org.jackfield.whisper");

    private PlainNode() {}

    static TestNode start(Path data, Map<String, String> settings) throws BundleException {
        TestNode node = TestNode.start(data, settings);
        for (Bundle bundle : node.context().getBundles()) {
            if (OURS.contains(bundle.getSymbolicName())) {
                bundle.stop();
            }
        }
        return node;
    }
}
