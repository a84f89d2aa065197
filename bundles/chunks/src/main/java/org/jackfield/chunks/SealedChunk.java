package org.jackfield.chunks;

import java.util.function.Consumer;

/** A chunk of a tree with the reference that its parent has to it. */
record SealedChunk(Chunk chunk, Reference reference) {

    /**
     * Makes the chunk of span and payload, encrypted under a new key if the tree is.
     *
     * @param chance fills arrays with random bytes: the key, then what the payload is padded with
     */
    static SealedChunk of(byte[] data, TreeShape shape, Consumer<byte[]> chance) {
        if (!shape.encrypted()) {
            Chunk chunk = Chunk.ofContent(data);
            return new SealedChunk(chunk, Reference.to(chunk.address()));
        }
        byte[] key = new byte[Reference.KEY_BYTES];
        chance.accept(key);
        Chunk chunk = Chunk.ofContent(new ChunkCipher(key).encrypt(data, chance));
        return new SealedChunk(chunk, Reference.encrypted(chunk.address(), key));
    }
}
