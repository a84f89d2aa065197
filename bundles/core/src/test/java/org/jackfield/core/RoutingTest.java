package org.jackfield.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jackfield.api.NodeId;
import org.jackfield.api.Protocol;
import org.jackfield.api.RegisteredProtocol;
import org.jackfield.api.release.ReleaseShares.Hold;
import org.jackfield.core.InstalledProtocol.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is offered what. A bundle's services are numbered from ten times its id. */
class RoutingTest {

    private static final int CODES = 17;

    /** In any share worth the name, and in none. */
    private static final NodeId INSIDE;

    private static final NodeId OUTSIDE;

    static {
        List<NodeId> byScore = IntStream.range(1, 250)
                .mapToObj(TestNode::id)
                .sorted(Comparator.comparingDouble(Share::score))
                .toList();
        INSIDE = byScore.get(0);
        OUTSIDE = byScore.get(byScore.size() - 1);
    }

    private final WhiteboardRegistry registry = new WhiteboardRegistry();
    private final List<String> news = new ArrayList<>();
    private final Set<Long> services = new HashSet<>();

    RoutingTest() {
        registry.listen((change, protocol) -> news.add(change + " " + name(protocol)));
    }

    @Test
    void offersACanaryToItsShareWhateverItsRanking() {
        add("eth/68", 1, 0);
        add("eth/68", 2, 0);
        add("eth/68", 3, 9);
        registry.canary(2, 0.5);
        assertOffered(List.of("eth/68#3"), List.of("eth/68#2"));
        registry.canary(3, 0.4);
        assertOffered(List.of("eth/68#1"), List.of("eth/68#3"));
        registry.endCanary(3);
        assertOffered(List.of("eth/68#3"), List.of("eth/68#2"));
        registry.endCanary(2);
        assertOffered(List.of("eth/68#3"), List.of("eth/68#3"));
    }

    @Test
    void offersWhatOnlyACanaryHasToItsShareAlone() {
        add("eth/68", 1, 0);
        add("eth/68", 2, 0);
        add("eth/69", 2, 0);
        add("shh/6", 2, 0);
        registry.canary(2, 0.5);

        assertOffered(List.of("eth/68#1"), List.of("eth/68#2", "eth/69#2", "shh/6#2"));
        removeBundle(1);
        assertOffered(List.of(), List.of("eth/68#2", "eth/69#2", "shh/6#2"));
        assertEquals(List.of(), registry.offered());
    }

    @Test
    void leavesTheOrdinaryOneWithAShareWhoseCanaryIsNotThere() {
        add("eth/68", 1, 0);
        registry.canary(2, 0.5);
        assertOffered(List.of("eth/68#1"), List.of("eth/68#1"));
        add("eth/68", 2, 5);
        assertOffered(List.of("eth/68#1"), List.of("eth/68#2"));
        removeBundle(2);
        assertOffered(List.of("eth/68#1"), List.of("eth/68#1"));
        add("eth/68", 2, 5);
        assertOffered(List.of("eth/68#1"), List.of("eth/68#2"));
    }

    @Test
    void tellsWhatIsACanaryAndOfWhatShare() {
        add("eth/68", 1, 0);
        add("eth/68", 2, 5);
        registry.canary(2, 0.125);

        assertEquals(
                List.of("eth/68#1 serving", "eth/68#2 canary 12.5 %"),
                registry.registered().stream().map(RoutingTest::name).toList());
        assertEquals(
                List.of(0.0, 0.125),
                registry.registered().stream()
                        .map(RegisteredProtocol::canaryShare)
                        .toList());
    }

    @Test
    void tellsListenersWhoServesOn() {
        add("eth/68", 1, 0);
        registry.canary(2, 0.5);
        add("eth/68", 2, 5);
        registry.canary(2, 0.25);
        registry.endCanary(2);
        registry.endCanary(2);
        registry.canary(2, 0.5);
        registry.canary(1, 0.5);
        registry.endCanary(1);

        assertEquals(
                List.of(
                        "ADDED eth/68#1 serving",
                        "STANDBY eth/68#2 canary 50 %",
                        "DEMOTED eth/68#1 standby",
                        "PROMOTED eth/68#2 serving",
                        "DEMOTED eth/68#2 canary 50 %",
                        "PROMOTED eth/68#1 serving",
                        "DEMOTED eth/68#1 canary 50 %",
                        "PROMOTED eth/68#1 serving"),
                news);
    }

    @Test
    void prefersTheHigherRankedOfTwoCanaries() {
        add("eth/68", 1, 0);
        add("eth/68", 2, 0);
        add("eth/68", 3, 5);
        registry.canary(2, 0.9);
        registry.canary(3, 0.2);
        NodeId between = IntStream.range(1, 250)
                .mapToObj(TestNode::id)
                .filter(id -> Share.score(id) > 0.3 && Share.score(id) < 0.8)
                .findFirst()
                .orElseThrow();

        assertOffered(List.of("eth/68#1"), List.of("eth/68#3"));
        assertEquals(List.of("eth/68#2"), offered(between));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.5, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesAShareThatIsNone(double share) {
        assertThrows(IllegalArgumentException.class, () -> registry.canary(1, share));
        add("eth/68", 1, 0);
        assertOffered(List.of("eth/68#1"), List.of("eth/68#1"));
    }

    @Test
    void goesOnOfferingWhatIsHeld() {
        add("eth/68", 1, 0);
        add("eth/69", 1, 0);
        add("shh/6", 2, 0);
        Hold hold = registry.hold(1);
        removeBundle(1);
        assertOffered(List.of("eth/68#1", "eth/69#1", "shh/6#2"), List.of("eth/68#1", "eth/69#1", "shh/6#2"));
        assertEquals(3, registry.offered().size());
        assertTrue(registry.nodeInfo().containsKey("shh"));
        assertEquals(1, registry.registered().size());
        add("eth/69", 3, 0);
        assertOffered(List.of("eth/68#1", "eth/69#3", "shh/6#2"), List.of("eth/68#1", "eth/69#3", "shh/6#2"));
        hold.close();
        hold.close();
        assertOffered(List.of("eth/69#3", "shh/6#2"), List.of("eth/69#3", "shh/6#2"));
    }

    @Test
    void holdsOnlyWhatServesAndCanBeResumed() {
        add("eth/68", 1, 0);
        add("eth/68", 2, 5);
        registry.add(describe(new TestProtocol("shh/6", CODES), 1), 0);
        Hold hold = registry.hold(1);
        removeBundle(1);
        removeBundle(2);

        assertOffered(List.of(), List.of());
        hold.close();
    }

    @Test
    void holdsUntilTheLastHoldIsClosed() {
        add("eth/68", 1, 0);
        Hold one = registry.hold(1);
        Hold two = registry.hold(1);
        removeBundle(1);
        one.close();
        one.close();
        assertOffered(List.of("eth/68#1"), List.of("eth/68#1"));
        two.close();
        assertOffered(List.of(), List.of());
    }

    @Test
    void holdsACanaryForItsShareAndBehindWhoIsThere() {
        add("eth/68", 1, 0);
        add("eth/68", 2, 0);
        add("eth/69", 2, 0);
        registry.canary(2, 0.5);
        Hold hold = registry.hold(2);
        removeBundle(2);

        assertOffered(List.of("eth/68#1"), List.of("eth/68#1", "eth/69#2"));
        hold.close();
    }

    private void add(String capability, long bundleId, int ranking) {
        registry.add(describe(new ResumableTestProtocol(capability, CODES), bundleId), ranking);
    }

    private InstalledProtocol describe(Protocol protocol, long bundleId) {
        long service = 10 * bundleId;
        while (!services.add(service)) {
            service++;
        }
        return InstalledProtocol.describe(protocol, new Origin("bundle", "1.2.3", bundleId, service));
    }

    private void removeBundle(long bundleId) {
        for (long service = 10 * bundleId; service < 10 * bundleId + 10; service++) {
            registry.remove(service);
            services.remove(service);
        }
    }

    private void assertOffered(List<String> outside, List<String> inside) {
        assertEquals(outside, offered(OUTSIDE));
        assertEquals(inside, offered(INSIDE));
    }

    private List<String> offered(NodeId peer) {
        return registry.serving(peer).stream()
                .map(protocol -> protocol.capability() + "#" + protocol.origin().bundleId())
                .toList();
    }

    private static String name(RegisteredProtocol protocol) {
        return protocol.capability() + "#" + protocol.bundleId() + " " + protocol.state();
    }
}
