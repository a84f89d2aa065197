package org.jackfield.shell;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jackfield.messages.KeyEntry;
import org.jackfield.messages.KeyRing;
import org.jackfield.messages.MessageException;

/** Keys whose secret is their number; ids are 64 times the same digit. */
final class FakeRing implements KeyRing {

    /** In memory alone, by id. */
    final Map<String, String> held = new TreeMap<>();

    private final Map<String, KeyEntry> stored = new TreeMap<>();
    private final Map<String, byte[]> secrets = new TreeMap<>();

    private String add(boolean pair, byte[] secret) {
        String id = Integer.toHexString(stored.size() + 10).repeat(64);
        stored.put(id, new KeyEntry(id, pair, Instant.parse("2026-01-01T12:00:00.5Z")));
        secrets.put(id, secret);
        return id;
    }

    @Override
    public String newPair() {
        return add(true, new byte[32]);
    }

    @Override
    public String addPair(byte[] privateKey) {
        return add(true, privateKey);
    }

    @Override
    public byte[] publicKey(String id) {
        byte[] key = new byte[65];
        key[0] = 4;
        return key;
    }

    @Override
    public byte[] privateKey(String id) {
        return secrets.get(id);
    }

    @Override
    public String newSymmetric() {
        return add(false, new byte[32]);
    }

    @Override
    public String addSymmetric(byte[] key) {
        return add(false, key);
    }

    @Override
    public String addPassword(String password) {
        return add(false, password.getBytes());
    }

    @Override
    public byte[] symmetric(String id) {
        return secrets.get(id);
    }

    @Override
    public String holdPassword(String password) {
        String id = "held " + password;
        held.put(id, password);
        return id;
    }

    @Override
    public String holdPair() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<KeyEntry> entries() {
        return new ArrayList<>(stored.values());
    }

    @Override
    public boolean delete(String id) throws MessageException {
        return held.remove(id) != null || stored.remove(id) != null;
    }
}
