package org.jackfield.whisper;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jackfield.crypto.Hash;
import org.jackfield.envelopes.Envelope;
import org.jackfield.rlp.RlpException;

/** Bytes as tests write them. */
final class Hex {

    /** Expiry 0, ttl 1, topic 0, data deadbeef, nonce 276 (go-ethereum v1.9.20, whisper/whisperv6/envelope_test.go). */
    static final String ENVELOPE = "cf8001840000000084deadbeef820114";

    /** The same with nonce 100000. */
    static final String OTHER = "d08001840000000084deadbeef830186a0";

    private Hex() {}

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    static String text(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    static Hash hash(String hex) {
        return Hash.of(bytes(hex));
    }

    static Envelope envelope(String hex) {
        try {
            return Envelope.decode(bytes(hex));
        } catch (RlpException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Words with spaces between them, which may be none. */
    static List<String> words(String text) {
        return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).toList();
    }
}
