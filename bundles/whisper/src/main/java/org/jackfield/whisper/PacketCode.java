package org.jackfield.whisper;

/** The packets, by the codes of EIP-627 and of Waku version 1 (status-go v0.55.1, waku/v1/const.go). */
final class PacketCode {

    static final int STATUS = 0;
    static final int ENVELOPES = 1;
    /** shh/6 alone. */
    static final int WORK = 2;
    /** shh/6 alone. */
    static final int BLOOM = 3;
    /** waku/1 alone, as are the next two. */
    static final int BATCH = 11;

    static final int VERDICT = 12;
    static final int UPDATE = 22;
    /** Read of waku/1 alone; said to whoever has asked in the open, too. */
    static final int ANSWERED = 125;

    static final int REQUEST = 126;
    static final int DIRECT = 127;

    /** Of both wires. */
    static final int COUNT = 128;

    private PacketCode() {}
}
