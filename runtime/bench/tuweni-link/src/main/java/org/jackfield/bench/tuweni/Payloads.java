package org.jackfield.bench.tuweni;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** What is sent. */
final class Payloads {

    private static final String SENTENCE = "a link carries what it is given, and it carries it in order. ";

    private Payloads() {}

    /** @param kind {@code random} cannot be compressed, {@code text} can */
    static byte[] of(String bytes, String kind) {
        int length = Integer.parseInt(bytes);
        return kind.equals("text") ? text(length) : random(length);
    }

    static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        new Random(1).nextBytes(random);
        return random;
    }

    private static byte[] text(int bytes) {
        byte[] text = SENTENCE.repeat(bytes / SENTENCE.length() + 1).getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(text, bytes);
    }
}
