package org.jackfield.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jackfield.api.Capability;

/**
 * Which capabilities a link carries and on which message ids (rlpx.md, "Message ID-based Multiplexing"): of each name
 * the highest version that both sides have; ids are given out compactly from 0x10, in the bytewise order of the names.
 *
 * <pre>
 *   ours    bzz/14 (1 code)   eth/62 (8)   eth/63 (17)   shh/6 (128)
 *   theirs                    eth/62       eth/63        shh/6       zzz/1
 *   shared                                 eth/63        shh/6
 *   ids                                    10..20        21..a0
 * </pre>
 */
final class Negotiation {

    private Negotiation() {}

    /**
     * @param local what our Hello offered, with the message count of each
     * @param remote what their Hello offered, in any order, repetitions allowed
     * @return the shared capabilities in the order of their ranges; empty if there are none
     */
    static List<CodeRange> negotiate(Map<Capability, Integer> local, Collection<Capability> remote) {
        SortedMap<Capability, Integer> shared = new TreeMap<>();
        for (Capability capability : remote) {
            Integer count = local.get(capability);
            if (count != null) {
                shared.put(capability, count);
            }
        }
        List<CodeRange> ranges = new ArrayList<>();
        int next = BaseMessages.CODES;
        for (Map.Entry<Capability, Integer> entry : shared.entrySet()) {
            int last = ranges.size() - 1;
            if (last >= 0
                    && ranges.get(last)
                            .capability()
                            .name()
                            .equals(entry.getKey().name())) {
                next = ranges.remove(last).first();
            }
            ranges.add(new CodeRange(entry.getKey(), next, entry.getValue()));
            next = Math.addExact(next, entry.getValue());
        }
        return List.copyOf(ranges);
    }
}
