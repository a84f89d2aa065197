package org.jackfield.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** What is sent. */
public final class Payloads {

    private static final String SENTENCE = "a link carries what it is given, and it carries it in order. ";

    private Payloads() {}

    /** Cannot be compressed. */
    public static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        new Random(1).nextBytes(random);
        return random;
    }

    /** Can be. */
    public static byte[] text(int bytes) {
        byte[] text = SENTENCE.repeat(bytes / SENTENCE.length() + 1).getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(text, bytes);
    }
}
