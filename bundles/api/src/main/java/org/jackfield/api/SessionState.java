package org.jackfield.api;

import java.util.Arrays;
import java.util.Objects;

/**
 * What a session of one release leaves to the next: bytes in a format of the protocol's own. No object of the old
 * release may travel, as its classes go with it; bytes can also be refused by whoever does not know their version.
 */
public final class SessionState {

    /** Largest state accepted. */
    public static final int MAX_BYTES = 1 << 20;

    private final int version;
    private final byte[] bytes;

    /**
     * @param version of the format, 0 or above; counts on its own, apart from bundle and capability versions
     * @param bytes given away
     * @throws IllegalArgumentException if the version is negative or there are more than {@value #MAX_BYTES} bytes
     */
    public SessionState(int version, byte[] bytes) {
        this.version = version;
        this.bytes = Objects.requireNonNull(bytes, "bytes");
        if (version < 0) {
            throw new IllegalArgumentException("state version is negative: " + version);
        }
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("state of " + bytes.length + " bytes, at most " + MAX_BYTES);
        }
    }

    public int version() {
        return version;
    }

    /** The array itself, not a copy. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SessionState state && state.version == version && Arrays.equals(state.bytes, bytes);
    }

    @Override
    public int hashCode() {
        return 31 * version + Arrays.hashCode(bytes);
    }

    /** Version and size; what is in it may be secret. */
    @Override
    public String toString() {
        return "state v" + version + " (" + bytes.length + " B)";
    }
}
