package org.jackfield.core;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jackfield.api.Capability;

/** A code range of a link, and the protocol that serves it. */
record Route(CodeRange range, InstalledProtocol protocol) {

    /**
     * What a link carries.
     *
     * @param offered what our Hello offered
     * @param remote what theirs did
     */
    static List<Route> negotiate(List<InstalledProtocol> offered, List<Capability> remote) {
        Map<Capability, InstalledProtocol> serving =
                offered.stream().collect(Collectors.toMap(InstalledProtocol::capability, protocol -> protocol));
        Map<Capability, Integer> counts = offered.stream()
                .collect(Collectors.toMap(InstalledProtocol::capability, InstalledProtocol::messageCount));
        return Negotiation.negotiate(counts, remote).stream()
                .map(range -> new Route(range, serving.get(range.capability())))
                .toList();
    }
}
