package org.jackfield.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * Name and version of a protocol, as exchanged in the Hello message (rlpx.md, "Capability Messaging"). Names are
 * case-sensitive. The order is that of the code ranges: by the bytes of the name, then by version.
 *
 * @param name the short ASCII name, not empty, at most {@value #MAX_NAME_LENGTH} characters from 0x21 to 0x7e, no
 *     {@code '/'}. The specification says eight characters; {@code bzz-retrieve} has twelve
 * @param version zero or above
 */
public record Capability(String name, int version) implements Comparable<Capability> {

    /** Longest name accepted. */
    public static final int MAX_NAME_LENGTH = 32;

    public Capability {
        Objects.requireNonNull(name, "name");
        if (!isValidName(name)) {
            throw new IllegalArgumentException("capability name must be 1 to " + MAX_NAME_LENGTH
                    + " printable ASCII characters without '/', got \"" + name + '"');
        }
        if (version < 0) {
            throw new IllegalArgumentException("capability version of " + name + " is negative: " + version);
        }
    }

    /** Whether {@code name} may name a capability. */
    public static boolean isValidName(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_NAME_LENGTH
                && name.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '/');
    }

    /**
     * Reads the form that {@link #toString()} writes, {@code eth/68}.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    public static Capability parse(String text) {
        int slash = text.indexOf('/');
        try {
            return new Capability(text.substring(0, Math.max(slash, 0)), Integer.parseInt(text.substring(slash + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a capability reads name/version, got \"" + text + '"', e);
        }
    }

    @Override
    public int compareTo(Capability other) {
        int byName = Arrays.compareUnsigned(
                name.getBytes(StandardCharsets.ISO_8859_1), other.name.getBytes(StandardCharsets.ISO_8859_1));
        return byName != 0 ? byName : Integer.compare(version, other.version);
    }

    @Override
    public String toString() {
        return name + '/' + version;
    }
}
