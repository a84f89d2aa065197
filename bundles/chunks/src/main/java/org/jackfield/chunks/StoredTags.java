package org.jackfield.chunks;

import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The tags in memory; what has changed is written with the chunks that changed it. */
final class StoredTags implements Tags {

    private static final int MAX_NAME = 1000;

    private final Map<Integer, Tag> tags = new ConcurrentHashMap<>();
    private final Consumer<Tag> forget;

    /** @param forget deletes a tag that is stored */
    StoredTags(List<byte[]> stored, Consumer<Tag> forget) throws IOException {
        this.forget = forget;
        for (byte[] bytes : stored) {
            Tag tag = Tag.decode(bytes);
            tags.put(tag.uid(), tag);
        }
    }

    @Override
    public Tag create(String name, long total, boolean anonymous) {
        if (name.length() > MAX_NAME || total < 0) {
            throw new IllegalArgumentException(
                    "a tag's name has 1,000 characters at most, and its total is not negative");
        }
        while (true) {
            int uid = ThreadLocalRandom.current().nextInt();
            Tag tag = new Tag(uid, name, anonymous, total, Instant.now());
            if (uid != 0 && tags.putIfAbsent(uid, tag) == null) {
                return tag;
            }
        }
    }

    @Override
    public Optional<Tag> get(int uid) {
        return Optional.ofNullable(tags.get(uid));
    }

    @Override
    public List<Tag> all() {
        return tags.values().stream()
                .sorted(Comparator.comparing(Tag::started).thenComparing(Tag::uid))
                .toList();
    }

    @Override
    public boolean delete(int uid) {
        Optional<Tag> tag = Optional.ofNullable(tags.remove(uid));
        tag.ifPresent(forget);
        return tag.isPresent();
    }

    /** Those to be written. */
    Stream<Tag> changed() {
        return tags.values().stream().filter(Tag::takeChanged);
    }
}
