package org.jackfield.gateway;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.jackfield.chunks.Contents;
import org.jackfield.chunks.Reference;
import org.jackfield.chunks.Tag;
import org.jackfield.chunks.Tags;

/**
 * Stores what comes, under a tag that tells how far it is.
 *
 * <p>Source: ethersphere/swarm v0.5.8, api/http/middleware.go, InitUploadTag.
 */
final class Uploads {

    /** Of a call, the tag's name; of its answer, the tag's number. */
    static final String TAG = "x-swarm-tag";

    private static final String ANONYMOUS = "x-swarm-anonymous";
    private static final int MAX_TAG_NAME = 1_000;
    private static final long LEAF = 4_096;
    private static final long REFERENCES = 128;

    /** What is done under a tag. */
    interface Work {

        /** Stores something and says what it is had by. */
        Reference run(Tag tag) throws Refusal, IOException;
    }

    private final Contents contents;
    private final Tags tags;
    private final Clock clock;

    Uploads(Contents contents, Tags tags, Clock clock) {
        this.contents = contents;
        this.tags = tags;
        this.clock = clock;
    }

    /** The body as one content. */
    Reply store(Call call, boolean encrypted) throws Refusal, IOException {
        long chunks = call.length() < 0 ? 0 : chunks(call.length(), encrypted ? REFERENCES / 2 : REFERENCES);
        return run(call, chunks, tag -> contents.upload(call.body(), encrypted, tag));
    }

    /** An upload that breaks off leaves chunks, which are as good as any, and no tag. */
    Reply run(Call call, long chunks, Work work) throws Refusal, IOException {
        Tag tag = tags.create(name(call), chunks, "true".equalsIgnoreCase(header(call, ANONYMOUS)));
        Optional<Reference> stored = Optional.empty();
        try {
            stored = Optional.of(work.run(tag));
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
