package org.jackfield.pss;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of handshakes: for whom, which way, and how often they were used. For all threads. */
final class HandshakeKeys {

    /** How many of the same peer, topic and way there should be. */
    static final int WANTED = 4;

    /** Those of the last handshake may still be on their way. */
    private static final int KEPT = 2 * WANTED;

    private final KeyTable keys;
    private final Map<Peer, Map<Way, Deque<Key>>> byPeer = new HashMap<>();
    private final Map<String, Key> byId = new HashMap<>();

    enum Way {
        IN,
        OUT
    }

    /** @param publicKey by its name */
    record Peer(String publicKey, Topic topic) {}

    private static final class Key {
        final String id;
        final Peer peer;
        final int limit;
        int count;
        boolean released;

        Key(String id, Peer peer, int limit) {
            this.id = id;
            this.peer = peer;
            this.limit = limit;
        }

        boolean isValid() {
            return !released && count < limit;
        }
    }

    HandshakeKeys(KeyTable keys) {
        this.keys = keys;
    }

    /** Adds a key; the oldest go when there are too many. */
    synchronized void add(Peer peer, Way way, String id, int limit) {
        Key key = new Key(id, peer, limit);
        Deque<Key> there = byPeer.computeIfAbsent(peer, any -> new EnumMap<>(Way.class))
                .computeIfAbsent(way, any -> new ArrayDeque<>());
        there.add(key);
        byId.put(id, key);
        while (there.size() > KEPT) {
            forget(there.remove());
        }
    }

    /** Ids, the oldest first. */
    synchronized List<String> valid(Peer peer, Way way) {
        return of(peer, way).stream().filter(Key::isValid).map(key -> key.id).toList();
    }

    /** That a message was sealed or opened with it. @return false if it is good for no more; true of any other key */
    synchronized boolean use(String id) {
        Key key = byId.get(id);
        if (key == null) {
            return true;
        }
        if (key.count >= key.limit) {
            return false;
        }
        key.count++;
        return true;
    }

    /** For how many messages it is still good; empty if it is none of these. */
    synchronized Optional<Integer> capacity(String id) {
        return Optional.ofNullable(byId.get(id)).map(key -> key.limit - key.count);
    }

    synchronized Optional<String> publicKey(String id) {
        return Optional.ofNullable(byId.get(id)).map(key -> key.peer.publicKey());
    }

    /**
     * It is not to be used any more.
     *
     * @return false if it is none of these
     */
    synchronized boolean release(String id) {
        Key key = byId.get(id);
        if (key != null) {
            key.released = true;
        }
        return key != null;
    }

    /** Forgets the peer's keys that are good for nothing any more: they open no messages either. */
    synchronized void clean(Peer peer) {
        for (Way way : Way.values()) {
            of(peer, way).removeIf(key -> {
                if (!key.isValid()) {
                    forget(key);
                }
                return !key.isValid();
            });
        }
    }

    private Deque<Key> of(Peer peer, Way way) {
        return byPeer.getOrDefault(peer, Map.of()).getOrDefault(way, new ArrayDeque<>());
    }

    private void forget(Key key) {
        byId.remove(key.id);
        keys.remove(key.id);
    }
}
