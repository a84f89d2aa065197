package org.jackfield.envelopes;

/** The protocols that carry envelopes. */
public enum Wire {
    /** Whisper (EIP-627). */
    SHH_6,
    /** Waku version 1 (Vac's RFC 6). Its peers all measure proof of work the {@linkplain Generation#LATER later} way. */
    WAKU_1
}
