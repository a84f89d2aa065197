package org.jackfield.pss;

import java.time.InstantSource;
import org.jackfield.crypto.Secp256k1;
import org.jackfield.overlay.Topology;

/** The real exchange of messages with no framework around it, for the tests of this room and others. */
public final class OpenPss {

    private final KeyTable keys;
    private final PssRouter router;

    /** A node with a random key at that table. */
    public OpenPss(Topology topology) {
        Sealer sealer = new Sealer(Secp256k1.newPrivateKey());
        keys = new KeyTable(sealer);
        router = new PssRouter(topology::table, sealer, keys, InstantSource.system(), System::nanoTime);
    }

    public Pss pss() {
        return router;
    }

    public PssKeys keys() {
        return keys;
    }

    public PssRelay relay() {
        return router;
    }
}
