package org.jackfield.whisper;

/**
 * What only waku has to say of a node.
 *
 * @param confirmations whether it confirms packets of envelopes, and wants them confirmed
 * @param packets that it takes a second
 * @param bytes that it takes a second
 */
record WakuTerms(boolean confirmations, RateLimits packets, RateLimits bytes) {

    static final WakuTerms NONE = new WakuTerms(false, RateLimits.NONE, RateLimits.NONE);
}
