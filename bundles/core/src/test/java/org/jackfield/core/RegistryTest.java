package org.jackfield.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jackfield.api.Capability;
import org.jackfield.api.NodeId;
import org.jackfield.api.Protocol;
import org.jackfield.api.RegisteredProtocol;
import org.jackfield.core.TestNode.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;

class RegistryTest {

    private final WhiteboardRegistry registry = new WhiteboardRegistry();
    private final List<String> news = new ArrayList<>();

    RegistryTest() {
        registry.listen((change, protocol) -> news.add(change + " " + name(protocol)));
    }

    @Test
    void offersEveryCapabilityOnceAndSorted() {
        add("shh/6", 1, 0);
        add("eth/69", 2, 0);
        add("eth/68", 3, 0);
        add("eth/68", 4, 10);

        assertEquals(
                List.of("eth/68", "eth/69", "shh/6"),
                registry.offered().stream().map(Capability::toString).toList());
        assertEquals(
                List.of("eth/68#4 serving", "eth/68#3", "eth/69#2 serving", "shh/6#1 serving"),
                registry.registered().stream().map(RegistryTest::name).toList());
        RegisteredProtocol first = registry.registered().get(0);
        assertEquals(17, first.messageCount());
        assertEquals("1.2.3", first.bundleVersion());
        assertEquals(10, first.ranking());
        assertEquals(0, first.sessions());
    }

    @Test
    void letsTheHigherRankingServeAndTheOlderAmongEquals() {
        add("eth/68", 5, 0);
        add("eth/68", 6, 0);
        add("eth/68", 7, 1);
        rerank(6, 2);
        rerank(6, 0);
        registry.remove(7);
        registry.remove(5);
        registry.remove(6);

        assertEquals(
                List.of(
                        "ADDED eth/68#5 serving",
                        "STANDBY eth/68#6",
                        "DEMOTED eth/68#5",
                        "ADDED eth/68#7 serving",
                        "DEMOTED eth/68#7",
                        "PROMOTED eth/68#6 serving",
                        "DEMOTED eth/68#6",
                        "PROMOTED eth/68#7 serving",
                        "REMOVED eth/68#7",
                        "PROMOTED eth/68#5 serving",
                        "REMOVED eth/68#5",
                        "PROMOTED eth/68#6 serving",
                        "REMOVED eth/68#6"),
                news);
        assertTrue(registry.offered().isEmpty());
    }

    @Test
    void letsAStandbyGoWithoutANoise() {
        add("eth/68", 1, 5);
        add("eth/68", 2, 0);
        news.clear();
        registry.remove(2);
        registry.remove(2);

        assertEquals(List.of("REMOVED eth/68#2"), news);
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "-2147483648", "1048577"})
    void refusesAWrongMessageCount(int count) {
        registry.register(new TestProtocol("eth/68", count), reference(1, 0));

        assertTrue(registry.registered().isEmpty());
        assertTrue(news.isEmpty());
    }

    @Test
    void refusesWhatCannotDescribeItselfAndGoesOn() {
        registry.register(broken(() -> null), reference(1, 0));
        registry.register(
                broken(() -> {
                    throw new IllegalStateException("not yet");
                }),
                reference(2, 0));
        registry.register(
                broken(() -> {
                    throw new NoClassDefFoundError("gone");
                }),
                reference(3, 0));
        registry.register(broken(() -> new Capability("", 1)), reference(4, 0));
        registry.register(broken(() -> new Capability("x", -1)), reference(5, 0));
        registry.register(new TestProtocol("eth/68", 17), reference(6, 0));
        for (long id = 1; id < 6; id++) {
            registry.withdraw(reference(id, 0));
        }

        assertEquals(
                List.of("eth/68#6 serving"),
                registry.registered().stream().map(RegistryTest::name).toList());
        registry.rerank(reference(6, 3));
        assertEquals(3, registry.registered().get(0).ranking());
        registry.withdraw(reference(6, 3));
        assertTrue(registry.registered().isEmpty());
    }

    @Test
    void survivesListenersThatThrow() {
        registry.listen((change, protocol) -> {
            throw new IllegalStateException("no");
        });
        add("eth/68", 1, 0);

        assertEquals(1, news.size());
        assertEquals(1, registry.registered().size());
    }

    @Test
    void tellsWhatTheHighestVersionOfANameTells() {
        registry.add(installed(telling("eth/68", Map.of("version", 68)), 1), 0);
        registry.add(installed(telling("eth/69", Map.of("version", 69)), 2), 0);
        registry.add(installed(telling("bad/1", null), 3), 0);
        registry.add(installed(new TestProtocol("shh/6", 128), 4), 0);

        assertEquals(Map.of("eth", Map.of("version", 69), "shh", Map.of()), registry.nodeInfo());
    }

    @Test
    void tellsAboutAPeerForTheProtocolsThatRunWithIt() throws Exception {
        World world = new World();
        TestNode node = new TestNode(1, world, "listen", "127.0.0.1:0");
        node.install(telling("eth/68", Map.of("head", 7)));
        node.install(telling("bad/1", null));
        node.install(new TestProtocol("new/1", 1) {
            @Override
            public Optional<Map<String, Object>> peerInfo(NodeId peer) {
                return Optional.empty();
            }
        });
        node.install(new TestProtocol("shh/6", 128));
        RawPeer raw = RawPeer.dial(world, 2, node).greet("eth/68", "bad/1", "new/1");

        Map<String, Optional<Map<String, Object>>> info = node.registry.peerInfo(TestNode.id(2));

        assertEquals(
                Map.of("eth", Optional.of(Map.of("head", 7)), "bad", Optional.empty(), "new", Optional.empty()), info);
        assertEquals(Map.of(), node.registry.peerInfo(TestNode.id(3)));
        raw.send(BaseMessages.DISCONNECT, (byte) 8);
        assertEquals(Map.of(), node.registry.peerInfo(TestNode.id(2)));
        assertFalse(node.registry.registered().stream().anyMatch(protocol -> protocol.sessions() > 0));
    }

    private static TestProtocol telling(String capability, Map<String, Object> info) {
        return new TestProtocol(capability, 5) {
            @Override
            public Map<String, Object> nodeInfo() {
                if (info == null) {
                    throw new IllegalStateException("no idea");
                }
                return info;
            }

            @Override
            public Optional<Map<String, Object>> peerInfo(NodeId peer) {
                return Optional.of(nodeInfo());
            }
        };
    }

    private static Protocol broken(Supplier<Capability> answer) {
        return new TestProtocol("x/1", 1) {
            @Override
            public Capability capability() {
                return answer.get();
            }
        };
    }

    private void add(String capability, long serviceId, int ranking) {
        registry.register(new TestProtocol(capability, 17), reference(serviceId, ranking));
    }

    private void rerank(long serviceId, int ranking) {
        registry.rerank(reference(serviceId, ranking));
    }

    private static InstalledProtocol installed(Protocol protocol, long serviceId) {
        return InstalledProtocol.describe(
                protocol, new InstalledProtocol.Origin("bundle", "1.2.3", serviceId, serviceId));
    }

    private static String name(RegisteredProtocol protocol) {
        return protocol.capability() + "#" + protocol.bundleId() + (protocol.serving() ? " serving" : "");
    }

    /** A reference as far as the registry looks at one; the bundle's id is that of the service. */
    @SuppressWarnings("unchecked")
    private static ServiceReference<Protocol> reference(long serviceId, int ranking) {
        Map<String, Object> bundle = new HashMap<>();
        bundle.put("getSymbolicName", "bundle");
        bundle.put("getVersion", Version.parseVersion("1.2.3"));
        bundle.put("getBundleId", serviceId);
        Bundle from = (Bundle) Proxy.newProxyInstance(
                RegistryTest.class.getClassLoader(),
                new Class<?>[] {Bundle.class},
                (proxy, method, args) -> bundle.get(method.getName()));
        Map<String, Object> properties = Map.of("service.id", serviceId, "service.ranking", ranking);
        return (ServiceReference<Protocol>) Proxy.newProxyInstance(
                RegistryTest.class.getClassLoader(),
                new Class<?>[] {ServiceReference.class},
                (proxy, method, args) -> method.getName().equals("getBundle") ? from : properties.get(args[0]));
    }
}
