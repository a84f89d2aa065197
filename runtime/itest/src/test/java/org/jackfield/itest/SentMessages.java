package org.jackfield.itest;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jackfield.api.NodeId;
import org.jackfield.api.PeerEvent;
import org.jackfield.api.PeerEventListener;

/** Counts what a node sends, from when it is made on. */
final class SentMessages implements PeerEventListener {

    /** @param protocol its name */
    private record Kind(NodeId to, String protocol, int code) {}

    private final Map<Kind, Integer> counts = new ConcurrentHashMap<>();

    private SentMessages() {}

    static SentMessages of(TestNode node) {
        SentMessages messages = new SentMessages();
        node.context().registerService(PeerEventListener.class, messages, null);
        return messages;
    }

    @Override
    public void onEvent(PeerEvent event) {
        if (event instanceof PeerEvent.MessageSent sent) {
            counts.merge(new Kind(sent.peer(), sent.capability().name(), sent.code()), 1, Integer::sum);
        }
    }

    /** @param code relative to the protocol */
    int count(TestNode to, String protocol, int code) {
        return counts.getOrDefault(new Kind(to.id(), protocol, code), 0);
    }
}
