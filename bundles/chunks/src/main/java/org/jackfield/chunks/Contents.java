package org.jackfield.chunks;

import java.io.IOException;
import java.io.InputStream;
import org.osgi.annotation.versioning.ProviderType;

/** Files over the chunk store, hashed on its threads. For any thread. */
@ProviderType
public interface Contents {

    /** Of this node alone: what is not here cannot be had. */
    ContentStore local();

    /** Stored here as an upload, and read from anywhere: here first, or not, as the source wants it. */
    ContentStore from(ChunkSource source);

    /**
     * Stores an upload and counts its chunks: split, stored, seen, and the root at the end.
     *
     * @throws IOException of the content or of the store
     */
    Reference upload(InputStream content, boolean encrypted, Tag tag) throws IOException;
}
