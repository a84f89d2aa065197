package org.jackfield.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.jackfield.api.Capability;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.Peer;
import org.jackfield.api.PeerEvent;
import org.jackfield.api.RegisteredProtocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** Protocol bundles come and go on a running node; a second node watches from the other end of the link. */
@Timeout(60)
class HotPlugTest {

    @TempDir
    Path folder;

    private TestNode plugged;
    private TestNode watching;
    private final RecordingProtocol aaa = new RecordingProtocol("aaa/1", 4);

    @BeforeEach
    void start() {
        plugged = TestNode.start(folder.resolve("plugged"));
        watching = TestNode.start(folder.resolve("watching"));
    }

    @AfterEach
    void stop() {
        watching.close();
        plugged.close();
    }

    @Test
    void aBundleInstalledIsNegotiatedByTheNextConnectionAndTheOldOneIsUntouched() throws Exception {
        RecordingProtocol bbb = new RecordingProtocol("bbb/1", 4);
        watching.offer(aaa);
        watching.offer(bbb);
        install(PluginJar.echo("plugin.aaa", "aaa/1"));
        Peer old = watching.connectTo(plugged);
        RecordingProtocol.Session session = aaa.session();

        install(PluginJar.echo("plugin.bbb", "bbb/1"));

        assertFalse(old.shared().contains(bbb.capability()));
        assertEquals("1:still here", session.ask(1, "still here"));
        try (TestNode third = TestNode.start(folder.resolve("third"))) {
            RecordingProtocol bbbOfThird = new RecordingProtocol("bbb/1", 4);
            third.offer(bbbOfThird);
            assertTrue(third.connectTo(plugged).shared().contains(bbb.capability()));
            assertEquals("2:hello", bbbOfThird.session().ask(2, "hello"));
        }
        assertFalse(session.isOver());
        assertTrue(watching.events().nobodyLeft());
    }

    @Test
    void aBundleUninstalledEndsItsSessionsAndIsOfferedNoMore() throws Exception {
        watching.offer(aaa);
        Bundle bundle = install(PluginJar.echo("plugin.aaa", "aaa/1"));
        watching.connectTo(plugged);
        RecordingProtocol.Session session = aaa.session();

        bundle.uninstall();

        assertTrue(session.awaitEnd());
        PeerEvent.Disconnected gone = watching.events().disconnected(plugged.id());
        assertEquals(DisconnectReason.REQUESTED, gone.reason());
        assertTrue(gone.byRemote());
        assertFalse(plugged.registry().offered().contains(aaa.capability()));
    }

    @Test
    void ofTwoVersionsTheHighestSharedOneWins() throws Exception {
        RecordingProtocol second = new RecordingProtocol("aaa/2", 4);
        watching.offer(aaa);
        watching.offer(second);
        watching.offer(new RecordingProtocol("aaa/4", 4));
        install(PluginJar.echo("plugin.one", "aaa/1"));
        install(PluginJar.echo("plugin.two", "aaa/2"));
        install(PluginJar.echo("plugin.three", "aaa/3"));

        Peer peer = watching.connectTo(plugged);

        assertEquals(List.of("aaa/2"), sharedOf(peer, "aaa"));
        assertEquals("3:two", second.session().ask(3, "two"));
    }

    @Test
    void ofTwoServicesTheHigherRankingServesAndTheOtherTakesOver() throws Exception {
        watching.offer(aaa);
        PluginJar greeting = PluginJar.echo("plugin.low", "aaa/1").behaviour("GREET");
        install(greeting);
        Bundle high = install(new PluginJar("plugin.high", "7.0.0", "aaa/1", 4, "GREET", 10));

        assertEquals(List.of("plugin.high serving", "plugin.low standby"), registeredAs(aaa.capability()));
        watching.connectTo(plugged);
        assertEquals("0:7.0.0", aaa.session().receive());

        high.uninstall();
        assertEquals(List.of("plugin.low serving"), registeredAs(aaa.capability()));
        assertEquals("0:1.0.0", aaa.session().receive());
    }

    @Test
    void anInvalidDescriptorIsRefusedAndHarmsNothing() throws Exception {
        watching.offer(aaa);
        install(PluginJar.echo("plugin.good", "aaa/1"));
        Bundle bad = install(PluginJar.echo("plugin.bad", "bad/1").behaviour("INVALID_DESCRIPTOR"));

        assertEquals(Bundle.ACTIVE, bad.getState());
        assertEquals(List.of(), registeredAs(Capability.parse("bad/1")));
        watching.connectTo(plugged);
        assertEquals("1:x", aaa.session().ask(1, "x"));
    }

    @Test
    void aProtocolThatThrowsEndsItsLinkAndNoOther() throws Exception {
        assertEndsItsLinkOnly("THROW", DisconnectReason.SUBPROTOCOL_ERROR);
    }

    @Test
    void aProtocolThatReturnsEndsItsLinkAndNoOther() throws Exception {
        assertEndsItsLinkOnly("RETURN", DisconnectReason.QUITTING);
    }

    @Test
    void aProtocolThatHangsDoesNotHoldItsLink() throws Exception {
        watching.offer(aaa);
        install(PluginJar.echo("plugin.hang", "aaa/1").behaviour("HANG"));
        watching.connectTo(plugged);
        aaa.session().send(0, "hang");

        assertTrue(watching.peers().disconnect(plugged.id()));

        assertEquals(
                DisconnectReason.REQUESTED,
                plugged.events().disconnected(watching.id()).reason());
        watching.connectTo(plugged);
        assertFalse(aaa.session().isOver());
    }

    @Test
    void anInvalidCodeIsRefusedToItsWriterAndNothingIsSent() throws Exception {
        watching.offer(aaa);
        install(PluginJar.echo("plugin.code", "aaa/1").behaviour("INVALID_CODE"));
        watching.connectTo(plugged);
        RecordingProtocol.Session session = aaa.session();

        assertEquals("0:breach of protocol", session.ask(0, "go"));
        assertFalse(session.isOver());
    }

    private void assertEndsItsLinkOnly(String behaviour, DisconnectReason expected) throws Exception {
        RecordingProtocol bbb = new RecordingProtocol("bbb/1", 4);
        watching.offer(aaa);
        install(PluginJar.echo("plugin.bad", "aaa/1").behaviour(behaviour));
        install(PluginJar.echo("plugin.good", "bbb/1"));
        try (TestNode bystander = TestNode.start(folder.resolve("bystander"))) {
            bystander.offer(bbb);
            bystander.connectTo(plugged);
            RecordingProtocol.Session unharmed = bbb.session();
            watching.connectTo(plugged);
            aaa.session().send(0, "go");

            PeerEvent.Disconnected gone = watching.events().disconnected(plugged.id());
            assertEquals(expected, gone.reason());
            assertTrue(gone.byRemote());
            assertEquals("1:unharmed", unharmed.ask(1, "unharmed"));
            assertTrue(bystander.events().nobodyLeft());
        }
    }

    private Bundle install(PluginJar plugin) throws Exception {
        return plugged.install(plugin.writeTo(folder.resolve(plugin.name() + ".jar")));
    }

    private List<String> registeredAs(Capability capability) {
        return plugged.registry().registered().stream()
                .filter(protocol -> protocol.capability().equals(capability))
                .map(HotPlugTest::line)
                .toList();
    }

    private static String line(RegisteredProtocol protocol) {
        return protocol.bundle() + (protocol.serving() ? " serving" : " standby");
    }

    private static List<String> sharedOf(Peer peer, String name) {
        return peer.shared().stream()
                .filter(capability -> capability.name().equals(name))
                .map(Capability::toString)
                .toList();
    }
}
