package org.jackfield.overlay;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.Enode;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * Where a Swarm node is found and what it does. It is written as three items in a row, without a list around them
 * (ethersphere swarm v0.5.8, network/network.go, {@code EncodeRLP}). Nobody proves that the parts belong together.
 *
 * <pre>
 *   overlay, underlay, services
 *   32 B     text      RLP within a string
 * </pre>
 *
 * <p>Up to release 0.4.3 there are only the first two, in a list of their own; what a node does is said elsewhere.
 *
 * @param underlay the enode URL of the node, printable ASCII
 */
public record SwarmAddress(Overlay overlay, String underlay, Services services) {

    /** An enode URL has 138 characters and a host name, of which DNS allows 253. */
    private static final int MAX_UNDERLAY_BYTES = 512;

    /** A node of release 0.5.8 needs 34; ours is a bound for memory. */
    private static final int MAX_SERVICES_BYTES = 512;

    /** Appends the three items. */
    public void write(RlpWriter writer) {
        writePlace(writer);
        writer.write(services.encode());
    }

    /** Appends the first two items. */
    public void writePlace(RlpWriter writer) {
        writer.write(overlay.bytes()).write(underlay.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Reads the next three items.
     *
     * @throws RlpException if they are not of that form
     * @throws DisconnectException with a breach of protocol if the underlay has other characters
     */
    public static SwarmAddress read(RlpReader items) throws RlpException, DisconnectException {
        SwarmAddress place = readPlace(items);
        return place.with(Services.decode(items.readBytes(0, MAX_SERVICES_BYTES)));
    }

    /** Reads the next two items, in all else like {@link #read}; a full node unless it turns out to be another. */
    public static SwarmAddress readPlace(RlpReader items) throws RlpException, DisconnectException {
        Overlay overlay = Overlay.of(items.readBytes(Overlay.BYTES));
        return new SwarmAddress(overlay, printable(items.readBytes(0, MAX_UNDERLAY_BYTES)), Services.FULL);
    }

    /** The same node, which does other things. */
    public SwarmAddress with(Services others) {
        return new SwarmAddress(overlay, underlay, others);
    }

    /** Where to dial it; empty if the underlay is no enode URL. */
    public Optional<Enode> enode() {
        try {
            return Optional.of(Enode.parse(underlay));
        } catch (IllegalArgumentException notDialable) {
            return Optional.empty();
        }
    }

    /** For people. */
    public Map<String, Object> info() {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("overlay", overlay.toString());
        info.put("underlay", underlay);
        info.put("light", services.isLight());
        return info;
    }

    private static String printable(byte[] text) throws DisconnectException {
        for (byte character : text) {
            if (character <= 0x20 || character == 0x7f) {
                throw DisconnectException.breach("underlay address with a character " + (character & 0xff));
            }
        }
        return new String(text, StandardCharsets.US_ASCII);
    }
}
