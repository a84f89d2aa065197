package org.jackfield.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jackfield.api.Capability;
import org.jackfield.api.NodeId;
import org.jackfield.api.ProtocolRegistryListener.Change;
import org.jackfield.api.RegisteredProtocol;

/**
 * The installed protocols and which of them serve: of one capability the one with the highest ranking, among equals
 * the oldest service, as everywhere in OSGi. Canaries are left out of that; they come first with the peers of their
 * share, the best ranked one with a peer that belongs to several, and never with another. Not for use by several
 * threads; its owner locks.
 */
final class ProtocolTable {

    private static final Comparator<Entry> BEST_FIRST = Comparator.comparingInt(Entry::ranking)
            .reversed()
            .thenComparingLong(entry -> entry.protocol().origin().serviceId());

    private final SortedMap<Capability, List<Entry>> byCapability = new TreeMap<>();
    // What is offered where nobody installed can be.
    private final List<Held> held = new ArrayList<>();
    private final Canaries canaries;

    /**
     * @param present the peers that a protocol has now, by its name
     */
    ProtocolTable(Function<String, Collection<NodeId>> present) {
        canaries = new Canaries(present);
    }

    /** Puts a protocol in, or back in with another ranking. Returns what that changed, in order. */
    List<News> put(InstalledProtocol protocol, int ranking) {
        List<Entry> rivals = byCapability.computeIfAbsent(protocol.capability(), c -> new ArrayList<>());
        boolean known = rivals.stream().anyMatch(entry -> entry.protocol() == protocol);
        Entry entry = new Entry(protocol, ranking);
        List<News> news = change(() -> {
            rivals.removeIf(rival -> rival.protocol() == protocol);
            rivals.add(entry);
            rivals.sort(BEST_FIRST);
        });
        if (!known) {
            news.add(news(serves(entry) ? Change.ADDED : Change.STANDBY, entry));
        }
        return news;
    }

    /** Takes a protocol out. Returns what that changed; nothing if it was not there. */
    List<News> remove(InstalledProtocol protocol) {
        List<News> news = new ArrayList<>();
        entries()
                .filter(entry -> entry.protocol() == protocol)
                .forEach(entry -> news.add(new News(Change.REMOVED, entry, false, share(entry))));
        news.addAll(change(() -> {
            byCapability.values().forEach(rivals -> rivals.removeIf(entry -> entry.protocol() == protocol));
            byCapability.values().removeIf(List::isEmpty);
        }));
        return news;
    }

    /** Makes canaries of a bundle's protocols, those that are there and those that come, or changes their share. */
    List<News> mark(long bundleId, double size) {
        return change(() -> canaries.mark(bundleId, size));
    }

    /** Makes ordinary protocols of a bundle's canaries, if they are. */
    List<News> unmark(long bundleId) {
        return change(() -> canaries.unmark(bundleId));
    }

    /** Goes on offering what a bundle's resumable protocols offer now, until they are let go. */
    Held hold(long bundleId) {
        Held kept = new Held(entries()
                .filter(entry -> entry.protocol().origin().bundleId() == bundleId)
                .filter(entry -> entry.protocol().resumable() && (serves(entry) || isCanary(entry.protocol())))
                .toList());
        held.add(kept);
        return kept;
    }

    void letGo(Held kept) {
        held.removeIf(other -> other == kept);
    }

    /** What a peer outside of all shares is offered, by capability. */
    List<InstalledProtocol> serving() {
        return offered(share -> false);
    }

    /** What a peer is offered, by capability. What is held may be withdrawn. */
    List<InstalledProtocol> serving(NodeId peer) {
        return offered(share -> share.holds(peer));
    }

    /** Who would go on with a peer's session now. A canary does only where it can take over. */
    Optional<InstalledProtocol> successor(CodeRange range, NodeId peer) {
        List<Entry> rivals = rivals(range.capability());
        return Stream.concat(
                        canaries(rivals, share -> share.holds(peer))
                                .filter(entry -> entry.protocol().resumable()),
                        ordinary(rivals).limit(1))
                .map(Entry::protocol)
                .filter(protocol -> protocol.fits(range))
                .findFirst();
    }

    boolean hasCanaries() {
        return !canaries.isEmpty();
    }

    boolean isCanary(InstalledProtocol protocol) {
        return canaries.share(protocol).isPresent();
    }

    /**
     * All of them, by capability, the serving one first and canaries last.
     *
     * @param parked how many sessions each has left that wait
     */
    List<RegisteredProtocol> registered(Map<InstalledProtocol, Integer> parked) {
        return byCapability.values().stream()
                .flatMap(rivals -> Stream.concat(ordinary(rivals), canaries(rivals, share -> true)))
                .map(entry -> entry.protocol()
                        .row(entry.ranking(), serves(entry), share(entry), parked.getOrDefault(entry.protocol(), 0)))
                .toList();
    }

    private List<InstalledProtocol> offered(Predicate<Share> belongs) {
        SortedMap<Capability, InstalledProtocol> offers = new TreeMap<>();
        held.forEach(kept -> kept.entries()
                .forEach(entry -> choice(kept.of(entry.protocol().capability()), belongs)
                        .ifPresent(protocol -> offers.put(protocol.capability(), protocol))));
        byCapability.forEach((capability, rivals) ->
                choice(rivals, belongs).ifPresent(protocol -> offers.put(capability, protocol)));
        return List.copyOf(offers.values());
    }

    private Optional<InstalledProtocol> choice(List<Entry> rivals, Predicate<Share> belongs) {
        return Stream.concat(canaries(rivals, belongs), ordinary(rivals))
                .map(Entry::protocol)
                .findFirst();
    }

    private Stream<Entry> canaries(List<Entry> rivals, Predicate<Share> belongs) {
        return rivals.stream()
                .filter(entry ->
                        canaries.share(entry.protocol()).filter(belongs).isPresent());
    }

    private Stream<Entry> ordinary(List<Entry> rivals) {
        return rivals.stream().filter(entry -> !isCanary(entry.protocol()));
    }

    private boolean serves(Entry entry) {
        return ordinary(rivals(entry.protocol().capability())).findFirst().equals(Optional.of(entry));
    }

    private double share(Entry entry) {
        return canaries.share(entry.protocol()).map(Share::size).orElse(0.0);
    }

    private List<Entry> rivals(Capability capability) {
        return byCapability.getOrDefault(capability, List.of());
    }

    private Stream<Entry> entries() {
        return byCapability.values().stream().flatMap(List::stream);
    }

    /** Does something, and tells which of those that stay do not serve any more, and which do now. */
    private List<News> change(Runnable action) {
        Map<InstalledProtocol, Boolean> served = new HashMap<>();
        entries().forEach(entry -> served.put(entry.protocol(), serves(entry)));
        action.run();
        List<News> demoted = new ArrayList<>();
        List<News> promoted = new ArrayList<>();
        entries().forEach(entry -> {
            boolean serves = serves(entry);
            if (served.getOrDefault(entry.protocol(), serves) != serves) {
                (serves ? promoted : demoted).add(news(serves ? Change.PROMOTED : Change.DEMOTED, entry));
            }
        });
        demoted.addAll(promoted);
        return demoted;
    }

    private News news(Change change, Entry entry) {
        return new News(change, entry, serves(entry), share(entry));
    }

    /** One thing to tell the listeners. What the protocol has done is looked up when it is told. */
    record News(Change change, Entry entry, boolean serving, double share) {

        RegisteredProtocol row() {
            return entry.protocol().row(entry.ranking(), serving, share, 0);
        }
    }

    /** What a bundle offered when the hold began; two are never the same. */
    static final class Held {

        private final List<Entry> entries;

        private Held(List<Entry> entries) {
            this.entries = entries;
        }

        private List<Entry> entries() {
            return entries;
        }

        private List<Entry> of(Capability capability) {
            return entries.stream()
                    .filter(entry -> entry.protocol().capability().equals(capability))
                    .toList();
        }
    }

    /** A protocol and its {@code service.ranking}. */
    record Entry(InstalledProtocol protocol, int ranking) {}
}
