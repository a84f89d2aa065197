package org.jackfield.core;

/** The {@code p2p} capability that every link begins with: rlpx.md, "p2p" Capability. */
final class BaseMessages {

    static final int HELLO = 0x00;
    static final int DISCONNECT = 0x01;
    static final int PING = 0x02;
    static final int PONG = 0x03;

    /** Codes below belong to the base protocol; those that are not listed above are ignored. */
    static final int CODES = 0x10;

    /** The version that we speak. */
    static final int VERSION = 5;

    /** From this version on, payloads are compressed (EIP-706). */
    static final int COMPRESSING_VERSION = 5;

    /** A base message is not longer than this. */
    static final int MAX_BYTES = 2048;

    /** RLP of an empty list: what ping and pong carry. */
    private static final byte[] NOTHING = {(byte) 0xc0};

    private BaseMessages() {}

    /** A fresh payload for ping or pong; the link takes arrays away. */
    static byte[] nothing() {
        return NOTHING.clone();
    }
}
