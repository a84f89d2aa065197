package org.jackfield.overlay;

import java.util.Arrays;
import java.util.HexFormat;
import org.jackfield.api.Enode;
import org.jackfield.api.NodeId;

/** Values that several tests need. */
final class Fixtures {

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

    static Enode enode(int number) {
        byte[] key = new byte[NodeId.BYTES];
        key[0] = (byte) number;
        return new Enode(NodeId.of(key), "127.0.0.1", 30399, 30399);
    }
}
