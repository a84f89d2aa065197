package org.jackfield.bench.tuweni;

import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.tuweni.rlpx.wire.DefaultWireConnection;
import org.apache.tuweni.rlpx.wire.WireConnection;

/** One {@link Window} a link, whatever the number of its protocols. */
final class Windows {

    private final Map<WireConnection, Window> all = new ConcurrentHashMap<>();

    /** Of a link that begins; on its event loop. */
    Window of(WireConnection link) {
        return all.computeIfAbsent(link, one -> new Window((DefaultWireConnection) one, Vertx.currentContext()));
    }

    void forget(WireConnection link) {
        all.remove(link);
    }
}
