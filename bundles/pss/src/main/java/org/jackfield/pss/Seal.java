package org.jackfield.pss;

/** What keeps a message from being read on its way. */
public enum Seal {
    /** Nothing, or something between sender and recipient that pss does not know of. */
    RAW,
    /** A key that sender and recipient share. */
    SYMMETRIC,
    /** The recipient's public key. */
    ASYMMETRIC
}
