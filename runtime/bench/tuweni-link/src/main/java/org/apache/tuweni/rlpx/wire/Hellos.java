package org.apache.tuweni.rlpx.wire;

import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/** In this package, because Tuweni lets nobody else make a Hello, and without one a connection does not compress. */
public final class Hellos {

    /** The first version that compresses. */
    private static final int VERSION = 5;

    private Hellos() {}

    public static HelloMessage compressing() {
        return HelloMessage.create(Bytes.wrap(new byte[64]), 0, VERSION, "linkparty", List.of());
    }
}
