package org.jackfield.chunks;

import java.io.IOException;
import java.util.List;

/** Where the splitter's chunks go. Called by several threads at once; may block, which is what slows a splitter down. */
public interface ChunkSink {

    /** @throws IOException to end the splitting */
    void put(List<Chunk> chunks) throws IOException;
}
