package org.jackfield.swarm;

import java.util.Arrays;
import java.util.HexFormat;
import org.jackfield.api.Enode;
import org.jackfield.api.NodeId;
import org.jackfield.overlay.Overlay;
import org.jackfield.overlay.Services;
import org.jackfield.overlay.SwarmAddress;
import org.jackfield.rlp.RlpWriter;

/** Values that several tests need. */
final class Fixtures {

    /** Computed from ethersphere swarm v0.5.8, network/network.go: overlay 32 times 0x11, full. */
    static final byte[] GOLDEN_HANDSHAKE = bytes("f8520e04a0" + "11".repeat(32)
            + "98656e6f64653a2f2f616240312e322e332e343a3330333939"
            + "95d4d3d280d001018080010180808080808080808001");

    static final SwarmAddress GOLDEN_ADDRESS =
            new SwarmAddress(overlay(0x11), "enode://ab@1.2.3.4:30399", Services.FULL);

    private Fixtures() {}

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    /** 32 times the same byte. */
    static Overlay overlay(int each) {
        byte[] address = new byte[Overlay.BYTES];
        Arrays.fill(address, (byte) each);
        return Overlay.of(address);
    }

    /** An address that begins with these bits and differs from others in its last byte. */
    static Overlay overlay(String bits, int last) {
        byte[] address = new byte[Overlay.BYTES];
        for (int i = 0; i < bits.length(); i++) {
            if (bits.charAt(i) == '1') {
                address[i / 8] |= (byte) (0x80 >> i % 8);
            }
        }
        address[Overlay.BYTES - 1] = (byte) last;
        return Overlay.of(address);
    }

    /** A full node that can be dialed. */
    static SwarmAddress node(Overlay overlay) {
        return new SwarmAddress(
                overlay, enode(overlay.bytes()[Overlay.BYTES - 1]).toString(), Services.FULL);
    }

    static byte[] handshake(long version, long networkId, byte[] services) {
        return new RlpWriter()
                .beginList()
                .write(version)
                .write(networkId)
                .write(overlay(0x22).bytes())
                .write("enode://cd@1.2.3.4:30399")
                .write(services)
                .endList()
                .toByteArray();
    }

    static Enode enode(int number) {
        byte[] key = new byte[NodeId.BYTES];
        key[0] = (byte) number;
        return new Enode(NodeId.of(key), "127.0.0.1", 30399, 30399);
    }
}
