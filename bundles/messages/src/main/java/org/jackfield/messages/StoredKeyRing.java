package org.jackfield.messages;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jackfield.crypto.Secp256k1;
import org.jackfield.crypto.sealed.PublicKey;
import org.jackfield.crypto.sealed.SymmetricCipher;
import org.jackfield.rlp.RlpException;

/**
 * Keys in memory, and all of them in one encrypted file, which is written anew with each change before the change is seen. The
 * errors are go-ethereum's (v1.9.20, whisper/whisperv6/whisper.go).
 */
final class StoredKeyRing implements KeyRing {

    static final String FILE_NAME = "keyring";
    static final int MAX_KEYS = 10_000;

    private static final int MAX_FILE_BYTES = 1 << 20;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretFile file;
    private final KeyChest chest;
    private final Lock changing = new ReentrantLock();
    private volatile Map<String, RingKey> keys;
    private final Map<String, RingKey> held = new ConcurrentHashMap<>();

    private StoredKeyRing(SecretFile file, KeyChest chest, List<RingKey> stored) {
        this.file = file;
        this.chest = chest;
        Map<String, RingKey> byId = new LinkedHashMap<>();
        stored.forEach(key -> byId.put(key.entry().id(), key));
        this.keys = byId;
    }

    /**
     * Unlocks the ring in {@code folder}; where there is none, it is written with the first key. Takes a part of a second if
     * there is a person's password.
     *
     * @param passwordFile empty: a random password lies beside the ring, made with it
     * @throws IOException if the ring does not open; one line for a person. Nothing has been written then
     */
    static StoredKeyRing open(Path folder, Optional<Path> passwordFile) throws IOException {
        SecretFile file = new SecretFile(folder.resolve(FILE_NAME));
        RingPassword password = RingPassword.of(passwordFile, file);
        if (!file.exists()) {
            return new StoredKeyRing(file, KeyChest.create(password.bytes(), password.cost()), List.of());
        }
        byte[] locked = file.read(MAX_FILE_BYTES);
        try {
            KeyChest chest = KeyChest.of(locked, password.bytes());
            byte[] contents = chest.open(locked)
                    .orElseThrow(() -> new IOException("does not open with the password in " + password.file()
                            + ": that is a wrong one, or the file is damaged"));
            return new StoredKeyRing(file, chest, KeyList.decode(contents));
        } catch (RlpException e) {
            throw new IOException("key ring " + file.path() + " is damaged: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IOException("key ring " + file.path() + ' ' + e.getMessage(), e);
        }
    }

    @Override
    public String newPair() throws MessageException {
        return add(true, Secp256k1.newPrivateKey());
    }

    @Override
    public String addPair(byte[] privateKey) throws MessageException {
        if (privateKey.length != Secp256k1.PRIVATE_KEY_BYTES) {
            throw new MessageException("invalid length, need 256 bits");
        }
        if (!Secp256k1.isPrivateKey(privateKey)) {
            throw new MessageException("invalid private key, zero or not below the order of secp256k1");
        }
        return add(true, privateKey.clone());
    }

    @Override
    public byte[] publicKey(String id) throws MessageException {
        return PublicKey.of(privateKey(id));
    }

    @Override
    public byte[] privateKey(String id) throws MessageException {
        return secret(id, true).orElseThrow(() -> new MessageException("invalid id"));
    }

    @Override
    public String newSymmetric() throws MessageException {
        return add(false, random(SymmetricCipher.KEY_BYTES));
    }

    @Override
    public String addSymmetric(byte[] key) throws MessageException {
        if (key.length != SymmetricCipher.KEY_BYTES) {
            throw new MessageException("wrong key size: " + key.length);
        }
        return add(false, key.clone());
    }

    @Override
    public String addPassword(String password) throws MessageException {
        return add(false, PasswordKey.derive(password));
    }

    @Override
    public byte[] symmetric(String id) throws MessageException {
        return secret(id, false).orElseThrow(() -> new MessageException("non-existent key ID"));
    }

    @Override
    public String holdPassword(String password) throws MessageException {
        return hold(false, PasswordKey.derive(password));
    }

    @Override
    public String holdPair() throws MessageException {
        return hold(true, Secp256k1.newPrivateKey());
    }

    @Override
    public List<KeyEntry> entries() {
        return keys.values().stream().map(RingKey::entry).toList();
    }

    @Override
    public boolean delete(String id) throws MessageException {
        if (held.remove(id) != null) {
            return true;
        }
        changing.lock();
        try {
            Map<String, RingKey> fewer = new LinkedHashMap<>(keys);
            if (fewer.remove(id) == null) {
                return false;
            }
            change(fewer);
            return true;
        } finally {
            changing.unlock();
        }
    }

    private Optional<byte[]> secret(String id, boolean pair) {
        return Optional.ofNullable(keys.getOrDefault(id, held.get(id)))
                .filter(key -> key.entry().pair() == pair)
                .map(RingKey::secret);
    }

    private String add(boolean pair, byte[] secret) throws MessageException {
        RingKey key = newKey(pair, secret);
        changing.lock();
        try {
            checkRoom(keys);
            Map<String, RingKey> more = new LinkedHashMap<>(keys);
            more.put(key.entry().id(), key);
            change(more);
            return key.entry().id();
        } finally {
            changing.unlock();
        }
    }

    private String hold(boolean pair, byte[] secret) throws MessageException {
        checkRoom(held);
        RingKey key = newKey(pair, secret);
        held.put(key.entry().id(), key);
        return key.entry().id();
    }

    private static RingKey newKey(boolean pair, byte[] secret) {
        String id = HexFormat.of().formatHex(random(KeyList.ID_BYTES));
        // As the file has it, so that it is the same after a restart.
        return new RingKey(new KeyEntry(id, pair, Instant.now().truncatedTo(ChronoUnit.MILLIS)), secret);
    }

    private static void checkRoom(Map<String, RingKey> keys) throws MessageException {
        if (keys.size() >= MAX_KEYS) {
            throw new MessageException("the key ring is full, " + MAX_KEYS + " keys are on it");
        }
    }

    private void change(Map<String, RingKey> changed) throws MessageException {
        try {
            file.write(chest.lock(KeyList.encode(new ArrayList<>(changed.values()))));
            keys = changed;
        } catch (IOException e) {
            throw new MessageException("key ring " + e.getMessage(), e);
        }
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }
}
