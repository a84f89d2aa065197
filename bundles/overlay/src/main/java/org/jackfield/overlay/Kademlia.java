package org.jackfield.overlay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jackfield.overlay.TableView.Bin;

/**
 * The table: full nodes that are connected, and those known of. Light nodes have no place in it, as they store nothing for
 * anybody (ethersphere swarm v0.5.8, network/kademlia.go; of light nodes as go-ethereum v1.8.27 has it). For all threads;
 * nothing in here blocks. Its seats share its lock.
 */
final class Kademlia {

    private final Overlay owner;
    private final LongSupplier nanos;
    private final AddressBook book;
    private final News news = new News();

    /** How many sessions there are with each node; more than one while a younger link takes over. */
    private final Map<Overlay, Integer> sessions = new HashMap<>();

    private final Map<Overlay, SwarmAddress> connected = new LinkedHashMap<>();

    /** As of now; each chunk that is looked for wants it. Empty when something has changed. */
    private Optional<TableView> view = Optional.empty();

    Kademlia(Overlay owner, LongSupplier nanos) {
        this.owner = owner;
        this.nanos = nanos;
        this.book = new AddressBook(owner);
    }

    Overlay owner() {
        return owner;
    }

    synchronized void arrive(SwarmAddress address) {
        if (!belongs(address)) {
            return;
        }
        sessions.merge(address.overlay(), 1, Integer::sum);
        connected.put(address.overlay(), address);
        book.connected(address, nanos.getAsLong());
        view = Optional.empty();
        news.add(address);
    }

    synchronized void leave(SwarmAddress address) {
        boolean last = belongs(address)
                && sessions.computeIfPresent(address.overlay(), (node, count) -> count > 1 ? count - 1 : null) == null;
        if (last) {
            connected.remove(address.overlay());
            book.left(address.overlay(), nanos.getAsLong());
            view = Optional.empty();
        }
    }

    /** Somebody tells of a node. One that cannot be dialed is of no use. */
    synchronized void learn(SwarmAddress address) {
        if (belongs(address) && address.enode().isPresent() && book.tell(address, nanos.getAsLong())) {
            view = Optional.empty();
            news.add(address);
        }
    }

    /** Whom to call next, and that it is called now. */
    synchronized Optional<SwarmAddress> suggest() {
        long now = nanos.getAsLong();
        for (int bin : bins().wanting(book.nearest())) {
            for (KnownNode node : book.nodes(bin)) {
                if (node.callable(now)) {
                    node.called();
                    return Optional.of(node.address);
                }
            }
        }
        return Optional.empty();
    }

    synchronized Bins bins() {
        return Bins.of(owner, connected.keySet());
    }

    synchronized List<SwarmAddress> connected() {
        return List.copyOf(connected.values());
    }

    synchronized News news() {
        return news;
    }

    synchronized List<SwarmAddress> worthKeeping() {
        return book.worthKeeping();
    }

    synchronized TableView view() {
        view = view.or(() -> Optional.of(draw()));
        return view.get();
    }

    private TableView draw() {
        Map<Integer, Bin> rows = new TreeMap<>();
        book.nodes().forEach(node -> {
            Overlay overlay = node.address.overlay();
            Bin row = rows.computeIfAbsent(
                    owner.proximity(overlay), bin -> new Bin(bin, new ArrayList<>(), new ArrayList<>()));
            (node.connected ? row.connected() : row.known()).add(overlay);
        });
        Bins bins = bins();
        return new TableView(owner, bins.depth(), bins.saturation(), List.copyOf(rows.values()));
    }

    private boolean belongs(SwarmAddress address) {
        return !address.services().isLight() && !address.overlay().equals(owner);
    }
}
