package org.jackfield.chunks;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The uploads of this node, kept with its chunks. For any thread. */
@ProviderType
public interface Tags {

    /**
     * A tag for a new upload.
     *
     * @param total chunks that it will have, 0 if nobody knows
     * @throws IllegalArgumentException if the name is longer than 1,000 characters or the total is below 0
     */
    Tag create(String name, long total, boolean anonymous);

    Optional<Tag> get(int uid);

    /** All, those that began first first. */
    List<Tag> all();

    /** Forgets a tag; its chunks stay. Returns whether there was one. */
    boolean delete(int uid);
}
