package org.jackfield.gateway;

import java.io.IOException;
import java.io.InputStream;
import org.jackfield.chunks.Content;
import org.jackfield.chunks.ContentStore;
import org.jackfield.chunks.Contents;
import org.jackfield.chunks.Reference;
import org.jackfield.chunks.Tag;

/** Counts what is stored as one upload; what was stored last is what the upload is had by. */
record TaggedStore(Contents contents, ContentStore reading, Tag tag) implements ContentStore {

    @Override
    public Reference store(InputStream content, boolean encrypted) throws IOException {
        return contents.upload(content, encrypted, tag);
    }

    @Override
    public Content open(Reference reference) throws IOException {
        return reading.open(reference);
    }
}
