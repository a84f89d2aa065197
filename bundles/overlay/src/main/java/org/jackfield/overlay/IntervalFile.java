package org.jackfield.overlay;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jackfield.chunks.Address;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * What has come from whom on disk, replaced as a whole. For one thread at a time.
 *
 * <pre>
 *   [ 1, [ [ overlay, [ [ bin, [ from, to, from, to, ... ] ], ... ] ], ... ] ]
 * </pre>
 */
final class IntervalFile {

    private static final int VERSION = 1;

    private final WholeFile file;
    private Map<Overlay, Map<Integer, Intervals>> written = Map.of();

    IntervalFile(Path file) {
        this.file = new WholeFile(file, "What Swarm has synced");
    }

    /** What is there. A file that cannot be read is put aside: all is offered to us once more. */
    Map<Overlay, Map<Integer, Intervals>> read() {
        written = file.read(IntervalFile::decode).orElse(Map.of());
        return written;
    }

    /** Does nothing if this is what is there. */
    void write(Map<Overlay, Map<Integer, Intervals>> intervals) {
        if (!intervals.equals(written) && file.write(encode(intervals))) {
            written = intervals;
        }
    }

    static byte[] encode(Map<Overlay, Map<Integer, Intervals>> intervals) {
        RlpWriter out = new RlpWriter(128 * (1 + intervals.size())).beginList().write(VERSION);
        out.beginList();
        intervals.forEach((peer, bins) -> {
            out.beginList().write(peer.bytes()).beginList();
            bins.forEach((bin, known) -> {
                out.beginList().write(bin).beginList();
                known.ranges().forEach(range -> out.write(range.from()).write(range.to()));
                out.endList().endList();
            });
            out.endList().endList();
        });
        return out.endList().endList().toByteArray();
    }

    /** @throws RlpException if it is of another form */
    static Map<Overlay, Map<Integer, Intervals>> decode(byte[] content) throws RlpException {
        RlpReader items = RlpReader.ofList(content);
        expect(items.readInt() == VERSION, items, "another version than " + VERSION);
        Map<Overlay, Map<Integer, Intervals>> all = new LinkedHashMap<>();
        RlpReader peers = items.readList();
        while (peers.hasNext()) {
            RlpReader peer = peers.readList();
            all.put(Overlay.of(peer.readBytes(Overlay.BYTES)), bins(peer.readList()));
            peer.finish();
        }
        items.finish();
        return all;
    }

    private static Map<Integer, Intervals> bins(RlpReader bins) throws RlpException {
        Map<Integer, Intervals> known = new LinkedHashMap<>();
        while (bins.hasNext()) {
            RlpReader row = bins.readList();
            int bin = row.readInt();
            expect(bin <= Address.MAX_BIN, row, "bin " + bin);
            known.put(bin, intervals(row.readList()));
            row.finish();
        }
        return known;
    }

    private static Intervals intervals(RlpReader ends) throws RlpException {
        Intervals intervals = Intervals.NONE;
        while (ends.hasNext()) {
            long from = ends.readLong();
            long to = ends.readLong();
            expect(from > 0 && to >= from && to < SyncSeat.HEAD, ends, "from " + from + " to " + to);
            intervals = intervals.with(new BinRange(from, to));
        }
        return intervals;
    }

    private static void expect(boolean truth, RlpReader at, String otherwise) throws RlpException {
        if (!truth) {
            throw new RlpException(at.position(), otherwise);
        }
    }
}
