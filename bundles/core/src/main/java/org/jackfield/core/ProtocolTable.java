package org.jackfield.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jackfield.api.Capability;
import org.jackfield.api.ProtocolRegistryListener.Change;
import org.jackfield.api.RegisteredProtocol;

/**
 * The installed protocols and which of them serve: of one capability the one with the highest ranking, among equals
 * the oldest service, as everywhere in OSGi. Not for use by several threads; its owner locks.
 */
final class ProtocolTable {

    private static final Comparator<Entry> BEST_FIRST = Comparator.comparingInt(Entry::ranking)
            .reversed()
            .thenComparingLong(entry -> entry.protocol().origin().serviceId());

    private final SortedMap<Capability, List<Entry>> byCapability = new TreeMap<>();

    /** Puts a protocol in, or back in with another ranking. Returns what that changed, in order. */
    List<News> put(InstalledProtocol protocol, int ranking) {
        List<Entry> rivals = byCapability.computeIfAbsent(protocol.capability(), c -> new ArrayList<>());
        List<Entry> before = List.copyOf(rivals);
        boolean known = rivals.removeIf(entry -> entry.protocol() == protocol);
        rivals.add(new Entry(protocol, ranking));
        rivals.sort(BEST_FIRST);
        List<News> news = changeOfGuard(before, rivals, protocol);
        if (!known) {
            boolean serves = rivals.get(0).protocol() == protocol;
            news.add(new News(serves ? Change.ADDED : Change.STANDBY, protocol.snapshot(ranking, serves)));
        }
        return news;
    }

    /** Takes a protocol out. Returns what that changed; nothing if it was not there. */
    List<News> remove(InstalledProtocol protocol) {
        List<Entry> rivals = byCapability.getOrDefault(protocol.capability(), new ArrayList<>());
        List<Entry> before = List.copyOf(rivals);
        List<News> news = new ArrayList<>();
        for (Entry entry : before) {
            if (entry.protocol() == protocol) {
                rivals.remove(entry);
                news.add(new News(Change.REMOVED, protocol.snapshot(entry.ranking(), false)));
            }
        }
        if (rivals.isEmpty()) {
            byCapability.remove(protocol.capability());
        } else {
            news.addAll(changeOfGuard(before, rivals, protocol));
        }
        return news;
    }

    /** The serving protocols, by capability. */
    List<InstalledProtocol> serving() {
        return byCapability.values().stream()
                .map(rivals -> rivals.get(0).protocol())
                .toList();
    }

    /** All of them, by capability, the serving one first. */
    List<RegisteredProtocol> registered() {
        return byCapability.values().stream()
                .flatMap(rivals -> rivals.stream()
                        .map(entry -> entry.protocol().snapshot(entry.ranking(), entry == rivals.get(0))))
                .toList();
    }

    /** Who serves now and did not before, and the reverse; {@code moved} itself only if it was in the table already. */
    private static List<News> changeOfGuard(List<Entry> before, List<Entry> after, InstalledProtocol moved) {
        List<News> news = new ArrayList<>();
        if (before.isEmpty() || before.get(0).protocol() == after.get(0).protocol()) {
            return news;
        }
        InstalledProtocol old = before.get(0).protocol();
        InstalledProtocol now = after.get(0).protocol();
        for (Entry entry : after) {
            if (entry.protocol() == old) {
                news.add(new News(Change.DEMOTED, old.snapshot(entry.ranking(), false)));
            }
        }
        boolean knownBefore = before.stream().anyMatch(entry -> entry.protocol() == now);
        if (knownBefore || now != moved) {
            news.add(new News(Change.PROMOTED, now.snapshot(after.get(0).ranking(), true)));
        }
        return news;
    }

    /** One thing to tell the listeners. */
    record News(Change change, RegisteredProtocol protocol) {}

    private record Entry(InstalledProtocol protocol, int ranking) {}
}
