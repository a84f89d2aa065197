package org.jackfield.swarm;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jackfield.chunks.Address;
import org.jackfield.overlay.BinRange;
import org.jackfield.overlay.SyncSeat;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * A part of a bin that the peer is asked for, until all that we want of it has come. Guarded by the lock of {@link StreamPuller}.
 *
 * <pre>
 *   [ id, bin, from, to, lastId, [ address, ... ] ]
 * </pre>
 */
final class Want {

    final long id;
    final int bin;
    final BinRange range;

    /** How far the peer's offer reaches; 0 before there is one. */
    long lastId;

    /** What has not come yet of that which we want. */
    final Set<Address> remaining = new LinkedHashSet<>();

    /** When the peer has taken too long over them. */
    long deadlineNanos;

    Want(long id, int bin, BinRange range) {
        this.id = id;
        this.bin = bin;
        this.range = range;
    }

    boolean isHead() {
        return range.to() == SyncSeat.HEAD;
    }

    boolean isOffered() {
        return lastId > 0;
    }

    /** @return those that are wanted, as they are written: one bit each, and one byte more than needed if they fill bytes */
    byte[] offered(long upTo, List<Address> hashes, BitSet wanted) {
        lastId = Math.min(upTo, range.to());
        byte[] bits = new byte[hashes.size() / Byte.SIZE + 1];
        wanted.stream().forEach(i -> {
            bits[i / Byte.SIZE] |= (byte) (1 << i % Byte.SIZE);
            remaining.add(hashes.get(i));
        });
        return bits;
    }

    void write(RlpWriter out) {
        out.beginList()
                .write(id)
                .write(bin)
                .write(range.from())
                .write(range.to())
                .write(lastId);
        StreamState.writeAddresses(out, remaining);
        out.endList();
    }

    static Want read(RlpReader items) throws RlpException {
        RlpReader fields = items.readList();
        Want want = new Want(fields.readUnsignedLong(), StreamState.readBin(fields), StreamState.readRange(fields));
        want.lastId = fields.readLong();
        want.remaining.addAll(StreamState.readAddresses(fields));
        fields.finish();
        return want;
    }

    static List<Want> readAll(RlpReader items) throws RlpException {
        List<Want> wants = new ArrayList<>();
        for (RlpReader list = items.readList(); list.hasNext(); ) {
            wants.add(read(list));
        }
        return wants;
    }
}
