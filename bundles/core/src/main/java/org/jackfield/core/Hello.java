package org.jackfield.core;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.Capability;
import org.jackfield.api.NodeId;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * The first message of each side (rlpx.md, "Hello (0x00)").
 *
 * <pre>
 *   [ version: P, clientId: B, [[name: B, version: P], ...], listenPort: P, nodeId: B_64, ... ]
 * </pre>
 *
 * @param version of the base protocol; one that does not fit is {@link Integer#MAX_VALUE}
 * @param clientId fit for a terminal: unprintable characters replaced, at most {@value #MAX_CLIENT_ID} long
 * @param capabilities sorted, without repetitions; entries that cannot be capabilities are left out
 * @param id empty if it was not 64 bytes or all of them zero
 */
record Hello(int version, String clientId, List<Capability> capabilities, Optional<NodeId> id) {

    static final int MAX_CLIENT_ID = 256;

    Hello {
        capabilities = capabilities.stream().sorted().distinct().collect(collectingAndThen(toList(), List::copyOf));
    }

    boolean compresses() {
        return version >= BaseMessages.COMPRESSING_VERSION;
    }

    byte[] encode() {
        RlpWriter out = new RlpWriter(256).beginList().write(version).write(clientId);
        out.beginList();
        for (Capability capability : capabilities) {
            out.beginList().write(capability.name()).write(capability.version()).endList();
        }
        out.endList();
        // The listening port is a legacy that nobody reads; go-ethereum sends zero as well.
        out.write(0);
        out.write(id.map(NodeId::bytes).orElseGet(() -> new byte[0]));
        return out.endList().toByteArray();
    }

    /**
     * Reads what a peer sent. Any version is taken, and items after the last that we know are ignored (EIP-8).
     *
     * @throws RlpException if it has another shape, or more than {@value BaseMessages#MAX_BYTES} bytes
     */
    static Hello decode(byte[] payload) throws RlpException {
        RlpReader items = RlpReader.ofList(payload);
        int version = clamp(items.readUnsignedLong());
        String clientId = printable(items.readText(BaseMessages.MAX_BYTES));
        List<Capability> capabilities = capabilities(items.readList());
        items.skip();
        return new Hello(version, clientId, capabilities, identity(items.readBytes()));
    }

    /** The same, with the objects of {@code ours} for capabilities that equal them, as most of thousands of peers' do. */
    Hello naming(List<Capability> ours) {
        List<Capability> named = capabilities.stream()
                .map(theirs -> ours.contains(theirs) ? ours.get(ours.indexOf(theirs)) : theirs)
                .toList();
        return new Hello(version, clientId, named, id);
    }

    private static List<Capability> capabilities(RlpReader entries) throws RlpException {
        List<Capability> capabilities = new ArrayList<>();
        while (entries.hasNext()) {
            RlpReader entry = entries.readList();
            String name = entry.readText(BaseMessages.MAX_BYTES);
            long version = entry.readUnsignedLong();
            if (Capability.isValidName(name) && version >= 0 && version <= Integer.MAX_VALUE) {
                capabilities.add(new Capability(name, (int) version));
            }
        }
        return capabilities;
    }

    private static Optional<NodeId> identity(byte[] key) {
        int bits = 0;
        for (byte b : key) {
            bits |= b;
        }
        return key.length == NodeId.BYTES && bits != 0 ? Optional.of(NodeId.of(key)) : Optional.empty();
    }

    private static int clamp(long unsigned) {
        return unsigned < 0 || unsigned > Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) unsigned;
    }

    private static String printable(String text) {
        String head = text.length() > MAX_CLIENT_ID ? text.substring(0, MAX_CLIENT_ID) : text;
        return head.codePoints()
                .map(c -> isPrintable(c) ? c : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isPrintable(int codePoint) {
        return codePoint >= 0x20 && codePoint < 0x7f;
    }
}
