package org.jackfield.envelopes;

import java.util.Random;

/** Envelopes for tests, with the work that they are to have. */
final class Samples {

    static final Topic TOPIC = new Topic(0x01020304);
    private static final Random RANDOM = new Random(20180809);

    private Samples() {}

    /** Sent now, for 50 s, 32 random bytes, work of 0.2 or more. */
    static Envelope envelope() {
        return envelope(FakeTime.START, 50, TOPIC, 32, 0.2);
    }

    static Envelope envelope(Topic topic) {
        return envelope(FakeTime.START, 50, topic, 32, 0.2);
    }

    static Envelope envelope(long sent, long ttl, Topic topic, int dataBytes, double work) {
        return envelope(Generation.LATER, sent, ttl, topic, dataBytes, work);
    }

    /** Its work is at least {@code work}. */
    static Envelope envelope(Generation generation, long sent, long ttl, Topic topic, int dataBytes, double work) {
        byte[] data = data(dataBytes);
        for (long nonce = 0; ; nonce++) {
            Envelope envelope = Envelope.of(sent + ttl, ttl, topic, data, nonce);
            if (work(generation, envelope) >= work) {
                return envelope;
            }
        }
    }

    /** Sent now, for 50 s, with work from {@code least} to below {@code below}, of which there is to be some power of two. */
    static Envelope between(double least, double below) {
        return between(FakeTime.START, least, below);
    }

    static Envelope between(long sent, double least, double below) {
        while (true) {
            Envelope envelope = envelope(sent, 50, TOPIC, 32, least);
            if (work(Generation.LATER, envelope) < below) {
                return envelope;
            }
        }
    }

    /** Its work is less than {@code work}, and not nothing. */
    static Envelope weak(double work) {
        byte[] data = data(32);
        for (long nonce = 0; ; nonce++) {
            Envelope envelope = Envelope.of(FakeTime.START + 50, 50, TOPIC, data, nonce);
            if (work(Generation.LATER, envelope) < work && work(Generation.EARLIER, envelope) < work) {
                return envelope;
            }
        }
    }

    static double work(Generation generation, Envelope envelope) {
        return generation.work(envelope, generation.bits(envelope), 0);
    }

    static byte[] data(int bytes) {
        byte[] data = new byte[bytes];
        RANDOM.nextBytes(data);
        return data;
    }
}
