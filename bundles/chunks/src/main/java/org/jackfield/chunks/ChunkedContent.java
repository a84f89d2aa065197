package org.jackfield.chunks;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Executor;

/** Content through a splitter and a source. */
record ChunkedContent(Splitter splitter, ChunkSource source, Executor threads) implements ContentStore {

    @Override
    public Reference store(InputStream content, boolean encrypted) throws IOException {
        return splitter.split(content, encrypted);
    }

    @Override
    public Content open(Reference reference) throws IOException {
        return Content.open(reference, source, threads);
    }
}
