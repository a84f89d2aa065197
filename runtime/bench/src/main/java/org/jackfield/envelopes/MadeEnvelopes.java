package org.jackfield.envelopes;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Sealed envelopes with random data, the same in every run but for the time. */
final class MadeEnvelopes {

    static final int TOPICS = 64;

    private final Random random = new Random(20180809);
    private final long sent;
    private final long ttl;

    /** @param ttl that they have, in seconds */
    MadeEnvelopes(long ttl) {
        this.ttl = ttl;
        // A few seconds before now, for no clock to be ahead of it.
        sent = Time.SYSTEM.seconds() - 5;
    }

    List<Envelope> make(int count, int dataBytes, double work) {
        List<Envelope> envelopes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            envelopes.add(make(dataBytes, work));
        }
        return envelopes;
    }

    Envelope make(int dataBytes, double work) {
        byte[] data = new byte[dataBytes];
        random.nextBytes(data);
        Envelope unsealed = Envelope.of(sent + ttl, ttl, topic(random.nextInt(TOPICS)), data, 0);
        NonceSearch search = new NonceSearch(unsealed, List.of(Generation.LATER));
        search.search(Integer.MAX_VALUE, Generation.targetBits(work, unsealed));
        return Envelope.of(unsealed.expiry(), ttl, unsealed.topic(), data, search.best());
    }

    /** With nonce 0 and less work than that. */
    List<Envelope> weak(int count, int dataBytes, double work) {
        List<Envelope> envelopes = new ArrayList<>(count);
        while (envelopes.size() < count) {
            byte[] data = new byte[dataBytes];
            random.nextBytes(data);
            Envelope envelope = Envelope.of(sent + ttl, ttl, topic(random.nextInt(TOPICS)), data, 0);
            if (new Proof(envelope, 0).work(Generation.LATER) < work) {
                envelopes.add(envelope);
            }
        }
        return envelopes;
    }

    static Topic topic(int number) {
        return new Topic(number * 0x9e3779b9);
    }
}
