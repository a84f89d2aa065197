package org.jackfield.chunks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One manifest of a trie: an entry for each first character, and one for the empty path, which comes last. Those below are read
 * when they are needed. Used by one thread.
 *
 * <p>The original goes by first bytes. Within ASCII that is the same; beyond it, it cuts characters in two, which JSON cannot
 * hold and which lose the path. What is written here its reader understands.
 *
 * <p>Source: ethersphere/swarm v0.5.8, api/manifest.go:256-420.
 */
final class ManifestNode {

    /** What the original reads at most (manifestSizeLimit). */
    static final int MAX_BYTES = 5 << 20;

    /** Manifests below each other: every one takes a character of the path at least, or somebody is a nuisance. */
    static final int MAX_DEPTH = 1024;

    /** Behind all characters. */
    private static final int EMPTY_PATH = Character.MAX_CODE_POINT + 1;

    private final ContentStore store;
    private final boolean encrypted;
    private final int depth;
    private final Map<Integer, Slot> slots = new TreeMap<>();

    /** An entry, and if it is a manifest what has been read of it, or put into it. */
    static final class Slot {

        private ManifestEntry entry;
        private Optional<ManifestNode> below;
        private boolean changed;

        private Slot(ManifestEntry entry, Optional<ManifestNode> below) {
            this.entry = entry;
            this.below = below;
            changed = below.isPresent();
        }

        ManifestEntry entry() {
            return entry;
        }
    }

    ManifestNode(ContentStore store, boolean encrypted, int depth) {
        this.store = store;
        this.encrypted = encrypted;
        this.depth = depth;
    }

    static ManifestNode read(ContentStore store, Reference reference, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new MalformedContentException("more than " + MAX_DEPTH + " manifests below each other");
        }
        ManifestNode node = new ManifestNode(store, reference.isEncrypted(), depth);
        for (ManifestEntry entry : ManifestReading.entries(store.open(reference).bytes(MAX_BYTES))) {
            node.put(new Slot(entry, Optional.empty()));
        }
        return node;
    }

    void put(ManifestEntry entry) throws IOException {
        put(new Slot(entry, Optional.empty()));
    }

    /** Removes the entry of a path, not what only begins with it. Returns whether there was one. */
    boolean remove(String path) throws IOException {
        int key = key(path);
        Optional<Slot> found = slot(key);
        if (found.isEmpty() || !path.startsWith(found.get().entry.path())) {
            return false;
        }
        Slot slot = found.get();
        String rest = path.substring(slot.entry.path().length());
        if (!slot.entry.isManifest() || key == EMPTY_PATH) {
            return rest.isEmpty() && slots.remove(key) != null;
        }
        ManifestNode below = below(slot);
        boolean removed = below.remove(rest);
        slot.changed |= removed;
        if (removed && below.slots.size() < 2) {
            slots.remove(key);
            // The one that is left needs no manifest of its own.
            below.slots.values().forEach(last -> {
                last.entry = last.entry.withPath(slot.entry.path() + last.entry.path());
                slots.put(key, last);
            });
        }
        return removed;
    }

    /** In the order in which they are written. */
    List<Slot> slots() {
        return List.copyOf(slots.values());
    }

    Optional<Slot> slot(String path) {
        return slot(key(path));
    }

    Optional<Slot> emptyPath() {
        return slot(EMPTY_PATH);
    }

    /** The manifest of an entry that is one, kept once it is read. */
    ManifestNode below(Slot slot) throws IOException {
        if (slot.below.isEmpty()) {
            slot.below = Optional.of(readBelow(slot));
        }
        return slot.below.get();
    }

    /** The same, but what is read is not kept: for walks over all. */
    ManifestNode passing(Slot slot) throws IOException {
        return slot.below.isPresent() ? slot.below.get() : readBelow(slot);
    }

    /** Stores what has changed, from below. */
    Reference store() throws IOException {
        List<ManifestEntry> entries = new ArrayList<>();
        for (Slot slot : slots.values()) {
            if (slot.changed) {
                slot.entry = slot.entry.withHash(slot.below.orElseThrow().store());
                slot.changed = false;
            }
            entries.add(slot.entry);
        }
        byte[] json = ManifestWriting.bytes(entries);
        if (json.length > MAX_BYTES) {
            throw new IOException("a manifest of " + json.length + " bytes: nobody reads more than " + MAX_BYTES);
        }
        return store.store(new ByteArrayInputStream(json), encrypted);
    }

    private void put(Slot added) throws IOException {
        String path = added.entry.path();
        int key = key(path);
        Optional<Slot> known = slot(key);
        if (known.isEmpty()
                || key == EMPTY_PATH
                || known.get().entry.path().equals(path) && !known.get().entry.isManifest()) {
            slots.put(key, added);
            return;
        }
        Slot old = known.get();
        int common = commonLength(path, old.entry.path());
        added.entry = added.entry.withPath(path.substring(common));
        if (old.entry.isManifest() && common == old.entry.path().length()) {
            below(old).put(added);
            old.changed = true;
            return;
        }
        ManifestNode below = new ManifestNode(store, encrypted, depth + 1);
        Slot split = new Slot(ManifestEntry.manifest(path.substring(0, common)), Optional.of(below));
        old.entry = old.entry.withPath(old.entry.path().substring(common));
        below.put(added);
        below.put(old);
        slots.put(key, split);
    }

    private ManifestNode readBelow(Slot slot) throws IOException {
        Reference reference = slot.entry
                .readable()
                .orElseThrow(() -> new MalformedContentException("a manifest's entry for another has no hash"));
        return read(store, reference, depth + 1);
    }

    private Optional<Slot> slot(int key) {
        return Optional.ofNullable(slots.get(key));
    }

    private static int key(String path) {
        return path.isEmpty() ? EMPTY_PATH : path.codePointAt(0);
    }

    /** Of whole characters. */
    private static int commonLength(String one, String other) {
        int length = 0;
        while (length < Math.min(one.length(), other.length())
                && one.codePointAt(length) == other.codePointAt(length)) {
            length += Character.charCount(one.codePointAt(length));
        }
        return length;
    }
}
