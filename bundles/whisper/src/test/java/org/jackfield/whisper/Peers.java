package org.jackfield.whisper;

import java.lang.reflect.Proxy;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;

/** Peers that have an id and nothing else. */
final class Peers {

    private Peers() {}

    static Peer peer(int number) {
        byte[] key = new byte[NodeId.BYTES];
        key[0] = (byte) number;
        NodeId id = NodeId.of(key);
        return (Peer) Proxy.newProxyInstance(
                Peer.class.getClassLoader(), new Class<?>[] {Peer.class}, (self, method, arguments) -> {
                    if (!method.getName().equals("id")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return id;
                });
    }
}
