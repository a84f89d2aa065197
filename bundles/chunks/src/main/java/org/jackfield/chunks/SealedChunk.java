package org.jackfield.chunks;

import java.security.SecureRandom;
import java.util.SplittableRandom;

/** A chunk of a tree with the reference that its parent has to it. */
record SealedChunk(Chunk chunk, Reference reference) {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Makes the chunk of span and payload, encrypted under a new key if the tree is. */
    static SealedChunk of(byte[] data, TreeShape shape) {
        if (!shape.encrypted()) {
            Chunk chunk = Chunk.ofContent(data);
            return new SealedChunk(chunk, Reference.to(chunk.address()));
        }
        byte[] key = new byte[Reference.KEY_BYTES];
        RANDOM.nextBytes(key);
        // What the padding is made of says nothing: seeded apart from the key, and need not be secret.
        SplittableRandom padding = new SplittableRandom(RANDOM.nextLong());
        Chunk chunk = Chunk.ofContent(new ChunkCipher(key).encrypt(data, padding));
        return new SealedChunk(chunk, Reference.encrypted(chunk.address(), key));
    }
}
