package org.jackfield.core;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jackfield.api.NodeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What protocols tell about this node and its peers. One that fails to tell spoils nothing for the others. */
final class ProtocolInfo {

    private static final Logger LOG = LoggerFactory.getLogger(ProtocolInfo.class);

    private ProtocolInfo() {}

    /**
     * Of every name's highest version.
     *
     * @param serving sorted by capability
     */
    static Map<String, Map<String, Object>> ofNode(List<InstalledProtocol> serving) {
        Map<String, InstalledProtocol> highest = new TreeMap<>();
        // Sorted by version, so that the highest of a name is put last.
        serving.stream()
                .filter(protocol -> protocol.service().isPresent())
                .forEach(protocol -> highest.put(protocol.capability().name(), protocol));
        Map<String, Map<String, Object>> info = new LinkedHashMap<>();
        highest.forEach((name, protocol) -> protocol.service()
                .flatMap(service -> ask(protocol, service::nodeInfo))
                .ifPresent(told -> info.put(name, told)));
        return info;
    }

    /** Of those that run with the peer. */
    static Map<String, Optional<Map<String, Object>>> ofPeer(Collection<InstalledProtocol> all, NodeId peer) {
        Map<String, Optional<Map<String, Object>>> info = new TreeMap<>();
        for (InstalledProtocol protocol : all) {
            if (protocol.runsWith(peer)) {
                info.put(
                        protocol.capability().name(),
                        protocol.service()
                                .flatMap(service -> ask(protocol, () -> service.peerInfo(peer)))
                                .flatMap(told -> told));
            }
        }
        return info;
    }

    private static <T> Optional<T> ask(InstalledProtocol protocol, Supplier<T> question) {
        try {
            return Optional.ofNullable(question.get());
        } catch (RuntimeException | LinkageError e) {
            LOG.debug(
                    "{} of {} fails to tell about itself: {}", protocol.capability(), protocol.origin(), e.toString());
            return Optional.empty();
        }
    }
}
