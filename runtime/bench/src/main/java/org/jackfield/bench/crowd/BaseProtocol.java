package org.jackfield.bench.crowd;

import java.util.List;
import org.jackfield.api.Capability;
import org.jackfield.api.DisconnectReason;
import org.jackfield.crypto.NodeKey;
import org.jackfield.rlp.RlpWriter;

/** As much of the base protocol as a node of a crowd speaks (rlpx.md, "p2p Capability"). */
public final class BaseProtocol {

    public static final int HELLO = 0;
    public static final int DISCONNECT = 1;
    public static final int PING = 2;
    public static final int PONG = 3;

    /** Absolute id of the first protocol's code 0. */
    public static final int FIRST_CODE = 0x10;

    private static final int VERSION = 5;

    private BaseProtocol() {}

    public static byte[] hello(NodeKey key, List<Capability> capabilities) {
        RlpWriter out =
                new RlpWriter().beginList().write(VERSION).write("crowd").beginList();
        for (Capability capability : capabilities) {
            out.beginList().write(capability.name()).write(capability.version()).endList();
        }
        return out.endList().write(0).write(key.publicKey()).endList().toByteArray();
    }

    public static byte[] disconnect(DisconnectReason reason) {
        return new RlpWriter().beginList().write(reason.code()).endList().toByteArray();
    }
}
