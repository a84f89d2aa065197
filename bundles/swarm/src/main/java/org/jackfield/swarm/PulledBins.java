package org.jackfield.swarm;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/** Which bins of a peer's we want, and how far they reached when it told. Guarded by the lock of {@link StreamPuller}. */
final class PulledBins {

    /** Of which the peer has not told yet. */
    private final Set<Integer> asked = new TreeSet<>();

    /** Those that are pulled: how far they reached. */
    private final Map<Integer, Long> cursors = new TreeMap<>();

    private List<Integer> wanted = List.of();

    /** As the last release has {@link #write written} it. */
    void read(RlpReader items) throws RlpException {
        for (RlpReader list = items.readList(); list.hasNext(); ) {
            asked.add(StreamState.readBin(list));
        }
        for (RlpReader list = items.readList(); list.hasNext(); ) {
            cursors.put(StreamState.readBin(list), list.readLong());
        }
        wanted = Stream.concat(asked.stream(), cursors.keySet().stream())
                .sorted()
                .toList();
    }

    /**
     * Two items.
     *
     * <pre>
     *   [ bin, ... ]   [ bin, cursor, ... ]
     * </pre>
     */
    void write(RlpWriter out) {
        out.beginList();
        asked.forEach(bin -> out.write(bin));
        out.endList().beginList();
        cursors.forEach((bin, cursor) -> out.write(bin).write(cursor));
        out.endList();
    }

    /** @return those that the peer is to be asked about */
    List<Integer> want(List<Integer> now) {
        if (now.equals(wanted)) {
            return List.of();
        }
        wanted = now;
        cursors.keySet().retainAll(now);
        asked.retainAll(now);
        return now.stream()
                .filter(bin -> !cursors.containsKey(bin) && asked.add(bin))
                .toList();
    }

    boolean isWanted(int bin) {
        return wanted.contains(bin);
    }

    /** @return whether that is news */
    boolean told(int bin, long cursor) {
        asked.remove(bin);
        return isWanted(bin) && cursors.putIfAbsent(bin, cursor) == null;
    }

    /** Empty if it is not pulled. */
    OptionalLong cursor(int bin) {
        Long cursor = cursors.get(bin);
        return cursor == null ? OptionalLong.empty() : OptionalLong.of(cursor);
    }

    /** It begins again when it is wanted again. */
    void leave(int bin) {
        cursors.remove(bin);
    }

    List<Integer> pulled() {
        return List.copyOf(cursors.keySet());
    }
}
