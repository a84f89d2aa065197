package org.jackfield.api;

import java.util.Map;

/**
 * Why a link ends: the code of the Disconnect message (rlpx.md, "Disconnect (0x01)"). A code that the specification
 * does not list is kept as it came.
 *
 * @param code 0 to 255
 */
public record DisconnectReason(int code) {

    public static final DisconnectReason REQUESTED = new DisconnectReason(0x00);
    /** TCP sub-system error. It tells what happened on our side and is never sent. */
    public static final DisconnectReason NETWORK_ERROR = new DisconnectReason(0x01);
    /** Breach of protocol: a malformed message, bad RLP, a message code nobody serves. */
    public static final DisconnectReason PROTOCOL_ERROR = new DisconnectReason(0x02);
    /** No capability in common. */
    public static final DisconnectReason USELESS_PEER = new DisconnectReason(0x03);

    public static final DisconnectReason TOO_MANY_PEERS = new DisconnectReason(0x04);
    public static final DisconnectReason ALREADY_CONNECTED = new DisconnectReason(0x05);
    public static final DisconnectReason INCOMPATIBLE_VERSION = new DisconnectReason(0x06);
    /** Null or malformed node identity in Hello. */
    public static final DisconnectReason INVALID_IDENTITY = new DisconnectReason(0x07);
    /** The client is shutting down, or a protocol's {@code run} has returned. */
    public static final DisconnectReason QUITTING = new DisconnectReason(0x08);
    /** The identity in Hello is not that of the encryption handshake. */
    public static final DisconnectReason UNEXPECTED_IDENTITY = new DisconnectReason(0x09);
    /** Connected to itself. */
    public static final DisconnectReason SELF = new DisconnectReason(0x0a);
    /** Nothing was heard for too long. */
    public static final DisconnectReason PING_TIMEOUT = new DisconnectReason(0x0b);
    /** Some reason of a subprotocol's own. */
    public static final DisconnectReason SUBPROTOCOL_ERROR = new DisconnectReason(0x10);

    private static final Map<Integer, String> TEXTS = Map.ofEntries(
            Map.entry(0x00, "disconnect requested"),
            Map.entry(0x01, "network error"),
            Map.entry(0x02, "breach of protocol"),
            Map.entry(0x03, "useless peer"),
            Map.entry(0x04, "too many peers"),
            Map.entry(0x05, "already connected"),
            Map.entry(0x06, "incompatible p2p protocol version"),
            Map.entry(0x07, "invalid node identity"),
            Map.entry(0x08, "client quitting"),
            Map.entry(0x09, "unexpected identity"),
            Map.entry(0x0a, "connected to self"),
            Map.entry(0x0b, "ping timeout"),
            Map.entry(0x10, "subprotocol error"));

    public DisconnectReason {
        if (code < 0 || code > 0xff) {
            throw new IllegalArgumentException("a disconnect reason is one byte, got " + code);
        }
    }

    /** What a person reads, such as {@code too many peers}; {@code reason 0x2a} for an unlisted code. */
    @Override
    public String toString() {
        String text = TEXTS.get(code);
        return text != null ? text : String.format("reason 0x%02x", code);
    }
}
