package org.jackfield.chunks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A directory: paths and what they stand for, in a trie of manifests. A large one is read in parts, as needed. Not for several
 * threads at once.
 *
 * <p>Manifests come from anybody: what is too large, too deep, or leads to more manifests than a walk may read, is a
 * {@link MalformedContentException}.
 */
public final class Manifest {

    /** Manifests that one walk reads, and entries that one listing has. */
    static final int MAX_WALK = 200_000;

    static final int MAX_LISTED = 50_000;

    private final ManifestNode root;

    private Manifest(ManifestNode root) {
        this.root = root;
    }

    /** Takes the entries of a walk, manifests too, with whole paths. */
    public interface Visitor {

        /** Returns whether to go on into it, if it is a manifest. */
        boolean visit(ManifestEntry entry) throws IOException;
    }

    /** One without entries. */
    public static Manifest empty(ContentStore store, boolean encrypted) {
        return new Manifest(new ManifestNode(store, encrypted, 0));
    }

    /** @throws IOException if it cannot be had, or is no manifest */
    public static Manifest open(Reference reference, ContentStore store) throws IOException {
        return new Manifest(ManifestNode.read(store, reference, 0));
    }

    /** Adds an entry, instead of the one that was there. */
    public void put(ManifestEntry entry) throws IOException {
        root.put(entry);
    }

    /** Removes the entry of a path; what only begins with it stays. Returns whether there was one. */
    public boolean remove(String path) throws IOException {
        return root.remove(path);
    }

    /** Stores what is new, and returns what the directory is had by from now on. */
    public Reference store() throws IOException {
        return root.store();
    }

    /**
     * What is at a path: the entry of that path, or the only one that begins with it, or what is at the end of the longest way
     * that serves others ("fallback": an empty path).
     *
     * @param path slashes at its ends, or one after another, do not count
     */
    public Optional<ManifestMatch> find(String path) throws IOException {
        String regular = regular(path);
        return find(root, regular)
                .map(found ->
                        new ManifestMatch(found.entry(), regular.substring(0, found.length()), found.ambiguous()));
    }

    /**
     * What is in a folder.
     *
     * @param prefix of paths: a folder's ends with a slash, the topmost one's is empty
     * @throws MalformedContentException if there is more than anybody can look at
     */
    public ManifestListing list(String prefix) throws IOException {
        List<String> folders = new ArrayList<>();
        List<ManifestEntry> files = new ArrayList<>();
        walk(entry -> {
            String path = entry.path();
            if (!path.startsWith(prefix)) {
                return prefix.startsWith(path);
            }
            int slash = path.indexOf('/', prefix.length());
            if (slash >= 0) {
                folders.add(path.substring(0, slash + 1));
            } else if (!entry.isManifest()) {
                files.add(path.isEmpty() ? entry.withPath("/") : entry);
            }
            if (folders.size() + files.size() > MAX_LISTED) {
                throw new MalformedContentException("a folder with more than " + MAX_LISTED + " entries");
            }
            return slash < 0;
        });
        return new ManifestListing(List.copyOf(folders), List.copyOf(files));
    }

    /** Shows all entries, in the order of their paths but that a path comes after those that begin with it. */
    public void walk(Visitor visitor) throws IOException {
        walk(root, "", visitor, new int[] {MAX_WALK});
    }

    private record Found(ManifestEntry entry, int length, boolean ambiguous) {

        Found after(int more) {
            return new Found(entry, length + more, ambiguous);
        }
    }

    /** @param left how many manifests may still be read */
    private static void walk(ManifestNode node, String prefix, Visitor visitor, int[] left) throws IOException {
        for (ManifestNode.Slot slot : node.slots()) {
            ManifestEntry entry = slot.entry().withPath(prefix + slot.entry().path());
            if (visitor.visit(entry) && entry.isManifest()) {
                if (left[0]-- == 0) {
                    throw new MalformedContentException("a directory of more than " + MAX_WALK + " manifests");
                }
                walk(node.passing(slot), entry.path(), visitor, left);
            }
        }
    }

    private static Optional<Found> find(ManifestNode node, String path) throws IOException {
        Optional<ManifestNode.Slot> slot = path.isEmpty() ? node.emptyPath() : node.slot(path);
        if (path.isEmpty() || slot.isEmpty()) {
            return node.emptyPath().map(fallback -> new Found(fallback.entry(), 0, false));
        }
        ManifestEntry entry = slot.get().entry();
        if (entry.path().startsWith(path)) {
            Optional<ManifestEntry> own = entry.isManifest()
                    ? node.below(slot.get()).emptyPath().map(ManifestNode.Slot::entry)
                    : Optional.of(entry);
            return Optional.of(new Found(own.orElse(entry), path.length(), own.isEmpty()));
        }
        if (!entry.isManifest() || !path.startsWith(entry.path())) {
            return Optional.empty();
        }
        int length = entry.path().length();
        return find(node.below(slot.get()), path.substring(length)).map(found -> found.after(length));
    }

    private static String regular(String path) {
        String single = path.replaceAll("/+", "/");
        String start = single.startsWith("/") ? single.substring(1) : single;
        return start.endsWith("/") ? start.substring(0, start.length() - 1) : start;
    }
}
