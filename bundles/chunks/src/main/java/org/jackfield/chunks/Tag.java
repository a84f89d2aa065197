package org.jackfield.chunks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How an upload is getting on: chunks counted by how far they have come. For any thread.
 *
 * <pre>
 *   uid            4 B
 *   flags          1 B     01: anonymous
 *   total          8 B
 *   counters     5·8 B     in the order of {@link TagState}
 *   started        8 B     milliseconds since 1970
 *   root           1 B     length: 0, 32 or 64, then the reference
 *   name                   UTF-8, the rest
 * </pre>
 */
public final class Tag {

    private static final int STATES = TagState.values().length;
    private static final int MIN_BYTES = Integer.BYTES + 1 + (1 + STATES + 1) * Long.BYTES + 1;

    private final int uid;
    private final String name;
    private final boolean anonymous;
    private final Instant started;
    private final AtomicLongArray counts = new AtomicLongArray(STATES);
    private final AtomicBoolean changed = new AtomicBoolean(true);
    private volatile long total;
    private volatile Optional<Reference> root = Optional.empty();

    Tag(int uid, String name, boolean anonymous, long total, Instant started) {
        this.uid = uid;
        this.name = name;
        this.anonymous = anonymous;
        this.total = total;
        this.started = started;
    }

    static Tag decode(byte[] bytes) throws MalformedContentException {
        if (bytes.length < MIN_BYTES
                || bytes.length < MIN_BYTES + bytes[MIN_BYTES - 1]
                || !isRoot(bytes[MIN_BYTES - 1])) {
            throw new MalformedContentException("a stored tag of " + bytes.length + " bytes is none");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int uid = in.getInt();
        boolean anonymous = in.get() != 0;
        long total = in.getLong();
        long[] counts = new long[STATES];
        in.asLongBuffer().get(counts);
        in.position(in.position() + STATES * Long.BYTES);
        Instant started = Instant.ofEpochMilli(in.getLong());
        byte[] root = new byte[in.get()];
        in.get(root);
        Tag tag = new Tag(uid, StandardCharsets.UTF_8.decode(in).toString(), anonymous, total, started);
        for (int i = 0; i < STATES; i++) {
            tag.counts.set(i, counts[i]);
        }
        tag.root = root.length == 0 ? Optional.empty() : Optional.of(Reference.of(root));
        tag.changed.set(false);
        return tag;
    }

    byte[] encoded() {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        byte[] reference = root.map(Reference::bytes).orElse(new byte[0]);
        ByteBuffer out = ByteBuffer.allocate(MIN_BYTES + reference.length + text.length);
        out.putInt(uid).put((byte) (anonymous ? 1 : 0)).putLong(total);
        for (int i = 0; i < STATES; i++) {
            out.putLong(counts.get(i));
        }
        return out.putLong(started.toEpochMilli())
                .put((byte) reference.length)
                .put(reference)
                .put(text)
                .array();
    }

    /** What chunks of this upload are put with; never 0. */
    public int uid() {
        return uid;
    }

    public String name() {
        return name;
    }

    /** Whether chunks are to be left for peers to pull, and not pushed. */
    public boolean isAnonymous() {
        return anonymous;
    }

    public Instant started() {
        return started;
    }

    /** How many chunks it will have been, 0 while nobody knows. */
    public long total() {
        return total;
    }

    /** What came of it; empty until all is split. */
    public Optional<Reference> root() {
        return root;
    }

    public long count(TagState state) {
        return counts.get(state.ordinal());
    }

    public void add(TagState state, long chunks) {
        counts.addAndGet(state.ordinal(), chunks);
        changed.set(true);
    }

    /** All is split: what has been counted so far is the total. */
    public void split(Reference reference) {
        root = Optional.of(reference);
        total = count(TagState.SPLIT);
        changed.set(true);
    }

    /**
     * Whether all chunks have come so far; of sending and syncing, all that had not been here before. False while the total is
     * not known.
     */
    public boolean isDone(TagState state) {
        long awaited = state.compareTo(TagState.SENT) < 0 ? total : total - count(TagState.SEEN);
        return total > 0 && count(TagState.STORED) >= total && count(state) >= awaited;
    }

    /** Whether it has changed since this was last asked. */
    boolean takeChanged() {
        return changed.getAndSet(false);
    }

    private static boolean isRoot(byte length) {
        return length == 0 || length == Address.BYTES || length == Address.BYTES + Reference.KEY_BYTES;
    }
}
