package org.jackfield.pss;

import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.crypto.sealed.MalformedMessageException;
import org.jackfield.crypto.sealed.OpeningKey;
import org.jackfield.crypto.sealed.PublicKey;
import org.jackfield.crypto.sealed.SymmetricCipher;

/** The keys of pss (ethersphere swarm v0.5.8, pss/keystore.go). */
final class KeyTable implements PssKeys {

    /** Of either kind. */
    static final int MAX_ENTRIES = 10_000;

    /** So many symmetric keys are tried upon a message: those that were added or have opened one last. */
    static final int MAX_READING = 512;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Sealer sealer;

    /** By their names. */
    private final Map<String, Map<Topic, Destination>> peers = new HashMap<>();

    private final Map<String, SymmetricKey> symmetric = new HashMap<>();

    /** Ids, the last used first. */
    private final Deque<String> reading = new ArrayDeque<>();

    private int peerEntries;

    private record SymmetricKey(byte[] secret, OpeningKey opening, Map<Topic, Destination> holders) {}

    KeyTable(Sealer sealer) {
        this.sealer = sealer;
    }

    @Override
    public byte[] publicKey() {
        return sealer.publicKey();
    }

    @Override
    public synchronized void setPeer(byte[] publicKey, Topic topic, Destination address) throws PssException {
        if (!PublicKey.isOne(publicKey)) {
            throw new PssException("Cannot unmarshal pubkey: " + HexFormat.of().formatHex(publicKey));
        }
        String name = Sealer.name(publicKey);
        boolean known = peers.getOrDefault(name, Map.of()).containsKey(topic);
        if (!known && peerEntries >= MAX_ENTRIES) {
            throw new PssException("there are " + MAX_ENTRIES + " public keys for topics already");
        }
        peerEntries += known ? 0 : 1;
        peers.computeIfAbsent(name, any -> new HashMap<>()).put(topic, address);
    }

    @Override
    public synchronized Map<Topic, Destination> peer(byte[] publicKey) {
        return Map.copyOf(peers.getOrDefault(Sealer.name(publicKey), Map.of()));
    }

    @Override
    public synchronized String addSymmetric(byte[] key, Topic topic, Destination address, boolean forReading)
            throws PssException {
        if (key.length != SymmetricCipher.KEY_BYTES) {
            throw new PssException("wrong key size: " + key.length);
        }
        if (symmetric.size() >= MAX_ENTRIES) {
            throw new PssException("there are " + MAX_ENTRIES + " symmetric keys already");
        }
        String id = HexFormat.of().formatHex(newKey());
        byte[] secret = key.clone();
        symmetric.put(id, new SymmetricKey(secret, OpeningKey.symmetric(secret), Map.of(topic, address)));
        if (forReading) {
            used(id);
        }
        return id;
    }

    @Override
    public synchronized Optional<byte[]> symmetric(String id) {
        return Optional.ofNullable(symmetric.get(id)).map(key -> key.secret().clone());
    }

    @Override
    public synchronized Map<Topic, Destination> holders(String id) {
        return Optional.ofNullable(symmetric.get(id)).map(SymmetricKey::holders).orElse(Map.of());
    }

    /** What a symmetric message holds; empty if none of our keys opens it. */
    Optional<Delivery> open(byte[] data) {
        for (String id : readingIds()) {
            Optional<Delivery> opened = open(id, data);
            if (opened.isPresent()) {
                used(id);
                return opened;
            }
        }
        return Optional.empty();
    }

    private Optional<Delivery> open(String id, byte[] data) {
        Optional<OpeningKey> key = key(id);
        if (key.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Delivery(key.get().open(data).payload(), Seal.SYMMETRIC, id));
        } catch (MalformedMessageException another) {
            return Optional.empty();
        }
    }

    synchronized void remove(String id) {
        symmetric.remove(id);
        reading.remove(id);
    }

    private synchronized Optional<OpeningKey> key(String id) {
        return Optional.ofNullable(symmetric.get(id)).map(SymmetricKey::opening);
    }

    private synchronized List<String> readingIds() {
        return List.copyOf(reading);
    }

    private synchronized void used(String id) {
        if (!symmetric.containsKey(id)) {
            return;
        }
        reading.remove(id);
        reading.addFirst(id);
        if (reading.size() > MAX_READING) {
            reading.removeLast();
        }
    }

    /** What symmetric keys are made of, and their ids. */
    static byte[] newKey() {
        byte[] random = new byte[SymmetricCipher.KEY_BYTES];
        RANDOM.nextBytes(random);
        return random;
    }
}
