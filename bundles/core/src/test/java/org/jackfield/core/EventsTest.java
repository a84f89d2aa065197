package org.jackfield.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.search.MeterNotFoundException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jackfield.api.Capability;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.PeerEvent;
import org.jackfield.api.PeerEventListener;
import org.jackfield.core.TestNode.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.service.event.Event;

/** What listeners and meters hear. */
class EventsTest {

    private final World world = new World();
    private final TestNode node = new TestNode(1, world, "listen", "127.0.0.1:0");
    private final List<PeerEvent> heard = new CopyOnWriteArrayList<>();

    @Test
    void tellsWhatHappensInOrder() throws Exception {
        node.events.add(heard::add);
        TestProtocol eth = new TestProtocol("eth/68", 17);
        node.install(eth);
        RawPeer raw = RawPeer.dial(world, 2, node).greet("eth/68");
        raw.send(16 + 3, new byte[5]);
        Await.item(eth.pipes).write(4, new byte[6]);
        world.loop.until("sent", () -> raw.codes().contains(20));
        raw.send(BaseMessages.DISCONNECT, (byte) 4);

        Capability capability = new Capability("eth", 68);
        Instant at = world.timers.now();
        assertEquals(
                List.of(
                        new PeerEvent.Connected(
                                TestNode.id(2), at, raw.link().localAddress(), true, List.of(capability)),
                        new PeerEvent.MessageReceived(TestNode.id(2), at, capability, 3, 5),
                        new PeerEvent.MessageSent(TestNode.id(2), at, capability, 4, 6),
                        new PeerEvent.Disconnected(TestNode.id(2), at, DisconnectReason.TOO_MANY_PEERS, true, "")),
                heard);
    }

    @Test
    void sparesThoseWhoWantNoMessages() {
        assertFalse(node.events.wanted());
        PeerEventListener calm = new PeerEventListener() {
            @Override
            public void onEvent(PeerEvent event) {
                heard.add(event);
            }

            @Override
            public boolean wantsMessages() {
                return false;
            }
        };
        node.events.add(calm);
        assertTrue(node.events.wanted());
        assertFalse(node.events.messagesWanted());
        PeerEventListener eager = event -> {
            throw new IllegalStateException("broken");
        };
        node.events.add(eager);
        assertTrue(node.events.messagesWanted());
        node.install(new TestProtocol("eth/68", 17));
        RawPeer.dial(world, 2, node).greet("eth/68").send(16).send(BaseMessages.DISCONNECT, (byte) 4);

        assertEquals(2, heard.size());
        node.events.remove(eager);
        node.events.remove(calm);
        assertFalse(node.events.wanted());
        assertFalse(node.events.messagesWanted());
    }

    @Test
    void countsByProtocolVersionDirectionAndCode() throws Exception {
        TestProtocol wide = new TestProtocol("wide/3", 1000);
        node.install(wide);
        RawPeer raw = RawPeer.dial(world, 2, node).greet("wide/3");
        raw.send(16, new byte[10])
                .send(16, new byte[20])
                .send(16 + 300, new byte[1])
                .send(16 + 999, new byte[2]);
        Await.item(wide.pipes).write(7, new byte[100]);
        world.loop.until("sent", () -> raw.codes().contains(23));

        assertEquals(2.0, count("messages", "received", "0"));
        assertEquals(30.0, count("payload", "received", "0"));
        assertEquals(2.0, count("messages", "received", "more"));
        assertEquals(3.0, count("payload", "received", "more"));
        assertEquals(1.0, count("messages", "sent", "7"));
        assertEquals(100.0, count("payload", "sent", "7"));
        assertThrows(MeterNotFoundException.class, () -> count("messages", "sent", "256"));
        assertEquals(1.0, node.meters.get("jackfield.peers").gauge().value());

        raw.send(BaseMessages.DISCONNECT, (byte) 8);
        assertEquals(0.0, node.meters.get("jackfield.peers").gauge().value());
        node.switchboard.environment().meters().close();
        assertTrue(node.meters.getMeters().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "*, true, true",
        "org/*, true, true",
        "org/jackfield/peer/*, true, true",
        "org/jackfield/peer/MESSAGE_SENT, true, true",
        "org/jackfield/peer/CONNECTED, true, false",
        "org/jackfield/peer, false, false",
        "org/osgi/framework/*, false, false"
    })
    void findsOutWhoIsConcerned(String topic, boolean us, boolean messages) {
        assertEquals(us, PeerEventTopics.concernUs(List.of("x", topic)));
        assertEquals(messages, PeerEventTopics.concernMessages(List.of("x", topic)));
    }

    @Test
    void formsEventsForEventAdmin() {
        Event sent = PeerEventTopics.toEvent(
                new PeerEvent.MessageSent(TestNode.id(2), Instant.ofEpochMilli(99), new Capability("eth", 68), 4, 6));
        Event ended = PeerEventTopics.toEvent(new PeerEvent.Disconnected(
                TestNode.id(2), Instant.ofEpochMilli(99), DisconnectReason.TOO_MANY_PEERS, true, "x"));

        assertEquals("org/jackfield/peer/MESSAGE_SENT", sent.getTopic());
        assertEquals("eth/68", sent.getProperty("capability"));
        assertEquals(4, sent.getProperty("code"));
        assertEquals(6, sent.getProperty("sizeBytes"));
        assertEquals(99L, sent.getProperty("timestamp"));
        assertEquals(TestNode.id(2).toString(), sent.getProperty("peer"));
        assertEquals("org/jackfield/peer/DISCONNECTED", ended.getTopic());
        assertEquals(4, ended.getProperty("reason"));
        assertEquals("too many peers", ended.getProperty("reasonText"));
        assertEquals(true, ended.getProperty("byRemote"));
    }

    private double count(String name, String direction, String code) {
        return node.meters
                .get("jackfield." + name)
                .tags("protocol", "wide", "version", "3", "direction", direction, "code", code)
                .functionCounter()
                .count();
    }
}
