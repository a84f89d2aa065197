package org.jackfield.pushsync;

import java.io.UncheckedIOException;
import org.jackfield.chunks.Chunk;
import org.jackfield.chunks.ChunkStore;
import org.jackfield.chunks.InvalidChunkException;
import org.jackfield.chunks.PutMode;
import org.jackfield.pss.PssException;
import org.jackfield.rlp.RlpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps chunks that belong in our neighbourhood and come by pss; whoever of it is nearest to the chunk gives its origin a receipt,
 * also for one that it has already (ethersphere swarm v0.5.8, pushsync/storer.go). For any thread; blocks for the disk.
 */
final class Storer {

    private static final Logger LOG = LoggerFactory.getLogger(Storer.class);

    private final ChunkStore store;
    private final Post post;

    Storer(ChunkStore store, Post post) {
        this.store = store;
        this.post = post;
    }

    /** What is no chunk is passed over: whoever brought the message is not who wrote it. */
    void take(byte[] payload) {
        try {
            ChunkMessage message = ChunkMessage.decode(payload);
            store.put(PutMode.SYNC, Chunk.verified(message.address(), message.data()));
            if (post.isNearest(message.address())) {
                post.acknowledge(message.address(), message.origin());
            }
        } catch (RlpException | InvalidChunkException e) {
            LOG.debug("A pushed chunk is none: {}", e.getMessage());
        } catch (PssException e) {
            // The origin sends the chunk again.
            LOG.debug("No receipt: {}", e.getMessage());
        } catch (IllegalStateException | UncheckedIOException e) {
            LOG.warn("The chunk store takes no pushed chunk: {}", e.getMessage());
        }
    }
}
