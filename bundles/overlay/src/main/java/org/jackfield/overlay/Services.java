package org.jackfield.overlay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * What a node does for others, as bits; Swarm says "capabilities". Each part of the software has a number and a row of
 * bits of its own.
 *
 * <pre>
 *   [ [ [ module, [ bit, ... ] ], ... ] ]      module 0, 16 bits:  0 retrieve  1 push
 *         u64       01/80                                          4 relay retrieve  5 relay push  15 store
 * </pre>
 *
 * <p>Modules we do not know are kept as they came. Source: ethersphere swarm v0.5.8, network/protocol.go and
 * network/capability.
 *
 * @param modules the bits of each module, by its number
 */
public record Services(Map<Long, List<Boolean>> modules) {

    private static final long NODE_MODULE = 0;
    private static final int NODE_BITS = 16;

    /** Asks for chunks, and serves nobody. */
    public static final Services LIGHT = ofNode(0, 1);

    /** Stores, and forwards what others ask for. */
    public static final Services FULL = ofNode(0, 1, 4, 5, 15);

    public Services {
        modules = Map.copyOf(modules);
    }

    private static Services ofNode(int... setBits) {
        return new Services(Map.of(NODE_MODULE, bits(NODE_BITS, setBits)));
    }

    /** These, and another module of {@code size} bits with some of them set. */
    public Services with(long module, int size, int... setBits) {
        Map<Long, List<Boolean>> more = new TreeMap<>(modules);
        more.put(module, bits(size, setBits));
        return new Services(more);
    }

    private static List<Boolean> bits(int size, int... setBits) {
        Boolean[] bits = new Boolean[size];
        Arrays.fill(bits, false);
        for (int bit : setBits) {
            bits[bit] = true;
        }
        return List.of(bits);
    }

    public boolean isLight() {
        return LIGHT.nodeBits().equals(nodeBits());
    }

    public boolean isFull() {
        return FULL.nodeBits().equals(nodeBits());
    }

    private List<Boolean> nodeBits() {
        return modules.getOrDefault(NODE_MODULE, List.of());
    }

    public byte[] encode() {
        RlpWriter writer = new RlpWriter().beginList().beginList();
        for (Map.Entry<Long, List<Boolean>> module : new TreeMap<>(modules).entrySet()) {
            writer.beginList().write(module.getKey()).beginList();
            module.getValue().forEach(writer::write);
            writer.endList().endList();
        }
        return writer.endList().endList().toByteArray();
    }

    /**
     * Reads them. Of a module that is named twice the first counts, as in the original.
     *
     * @throws RlpException if they are not of that form
     */
    public static Services decode(byte[] encoded) throws RlpException {
        RlpReader outer = RlpReader.ofList(encoded);
        RlpReader rows = outer.readList();
        outer.finish();
        Map<Long, List<Boolean>> modules = new TreeMap<>();
        while (rows.hasNext()) {
            RlpReader row = rows.readList();
            modules.putIfAbsent(row.readUnsignedLong(), readBits(row.readList()));
            row.finish();
        }
        return new Services(modules);
    }

    private static List<Boolean> readBits(RlpReader items) throws RlpException {
        List<Boolean> bits = new ArrayList<>();
        while (items.hasNext()) {
            bits.add(items.readBoolean());
        }
        return List.copyOf(bits);
    }
}
