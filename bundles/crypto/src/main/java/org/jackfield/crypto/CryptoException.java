package org.jackfield.crypto;

import java.io.IOException;

/**
 * Bytes from outside that are no key, signature or message: a point off the curve, a signature that no key made, a
 * message that fails authentication. An {@link IOException}, because whoever reads from a peer handles those anyway.
 */
public final class CryptoException extends IOException {

    private static final long serialVersionUID = 1L;

    CryptoException(String message) {
        super(message);
    }
}
