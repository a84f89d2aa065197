package org.jackfield.gateway;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.jackfield.chunks.ChunkSource;
import org.jackfield.chunks.Contents;
import org.jackfield.chunks.Pins;
import org.jackfield.chunks.Reference;
import org.jackfield.chunks.Tag;
import org.jackfield.chunks.Tags;

/**
 * Stores what comes, under a tag that tells how far it is.
 *
 * <p>Source: ethersphere/swarm v0.5.8, api/http/middleware.go, InitUploadTag, and api/http/server.go.
 */
final class Uploads {

    /** Of a call, the tag's name; of its answer, the tag's number. */
    static final String TAG = "x-swarm-tag";

    private static final String PIN = "x-swarm-pin";
    private static final String ANONYMOUS = "x-swarm-anonymous";
    private static final int MAX_TAG_NAME = 1_000;
    private static final long LEAF = 4_096;
    private static final long REFERENCES = 128;

    /** What is done under a tag. */
    interface Work {

        /** Stores something and says what it is had by. */
        Reference run(Tag tag) throws Refusal, IOException;
    }

    /** What is stored. */
    enum Kind {
        CONTENT,
        DIRECTORY
    }

    private final Contents contents;
    private final ChunkSource source;
    private final Tags tags;
    private final Pins pins;
    private final Clock clock;

    Uploads(SwarmServices swarm, Clock clock) {
        contents = swarm.contents();
        source = swarm.source();
        tags = swarm.tags();
        pins = swarm.pins();
        this.clock = clock;
    }

    /** The body as one content. */
    Reply store(Call call, boolean encrypted) throws Refusal, IOException {
        long chunks = call.length() < 0 ? 0 : chunks(call.length(), encrypted ? REFERENCES / 2 : REFERENCES);
        return run(call, Kind.CONTENT, chunks, tag -> contents.upload(call.body(), encrypted, tag));
    }

    /** What is to be stored and, if the call says so, pinned. An upload that breaks off leaves chunks, which are as good as any, and no tag. */
    Reply run(Call call, Kind kind, long chunks, Work work) throws Refusal, IOException {
        Tag tag = tags.create(name(call), chunks, isTrue(call, ANONYMOUS));
        Optional<Reference> stored = Optional.empty();
        try {
            stored = Optional.of(work.run(tag));
            if (isTrue(call, PIN)) {
                pins.pin(stored.get(), kind == Kind.CONTENT, source);
            }
            return Reply.text(stored.get().hex())
                    .with(TAG, Integer.toUnsignedString(tag.uid()))
                    .with("Access-Control-Expose-Headers", TAG);
        } finally {
            if (stored.isEmpty()) {
                tags.delete(tag.uid());
            }
        }
    }

    private String name(Call call) throws Refusal {
        String name = header(call, TAG);
        if (name.length() > MAX_TAG_NAME) {
            throw Refusal.badRequest("a tag's name has " + MAX_TAG_NAME + " characters at most");
        }
        return name.isEmpty() ? "unnamed_tag_" + clock.instant().getEpochSecond() : name;
    }

    private static boolean isTrue(Call call, String name) {
        return header(call, name).equalsIgnoreCase("true");
    }

    private static String header(Call call, String name) {
        return call.header(name).orElse("");
    }

    private static long chunks(long bytes, long references) {
        long level = (bytes + LEAF - 1) / LEAF;
        long chunks = level;
        while (level > 1) {
            level = (level + references - 1) / references;
            chunks += level;
        }
        return chunks;
    }
}
