package org.jackfield.api;

import java.util.Objects;

/**
 * One message of one protocol. The payload is not copied: it belongs to the message's owner, one at a time. Whoever
 * writes a message to a pipe gives it away and does not touch the array again; whoever reads one owns it.
 */
public final class Message {

    /** Largest payload a link carries, in bytes before compression (rlpx.md: 16 MiB; the frame has room for less one). */
    public static final int MAX_PAYLOAD_BYTES = (1 << 24) - 1;

    private static final byte[] EMPTY = {};

    private final int code;
    private final byte[] payload;

    /**
     * @param code relative to the protocol, 0 or above
     * @param payload usually one RLP item; may be empty
     * @throws IllegalArgumentException if the code is negative or the payload too large
     */
    public Message(int code, byte[] payload) {
        this.payload = Objects.requireNonNull(payload, "payload");
        this.code = code;
        if (code < 0) {
            throw new IllegalArgumentException("message code is negative: " + code);
        }
        if (payload.length > MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException(
                    "payload of " + payload.length + " bytes, a link carries at most " + MAX_PAYLOAD_BYTES);
        }
    }

    /** A message with an empty payload. */
    public static Message empty(int code) {
        return new Message(code, EMPTY);
    }

    public int code() {
        return code;
    }

    /** The array itself, not a copy. */
    public byte[] payload() {
        return payload;
    }

    /** Length of the payload in bytes. */
    public int size() {
        return payload.length;
    }

    @Override
    public String toString() {
        return "message " + code + " (" + payload.length + " B)";
    }
}
