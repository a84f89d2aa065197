package org.jackfield.ethapi;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The last blocks that were found invalid, and those after them: what builds on one is invalid too. Used under a lock. */
final class InvalidBlocks {

    static final int MAX = 512;

    private final Map<ByteBuffer, String> reasons = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, String> eldest) {
            return size() > MAX;
        }
    };

    void add(byte[] hash, String reason) {
        reasons.put(ByteBuffer.wrap(hash), reason);
    }

    /** Why the block is invalid, if it is known to be. */
    Optional<String> reason(byte[] hash) {
        return Optional.ofNullable(reasons.get(ByteBuffer.wrap(hash)));
    }
}
