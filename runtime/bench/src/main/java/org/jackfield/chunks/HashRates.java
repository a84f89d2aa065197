package org.jackfield.chunks;

import java.util.Random;
import org.jackfield.crypto.Keccak256;

/** The address of a full chunk, and what a plain loop does with the same bytes. One thread. */
final class HashRates {

    private static final int SECTION_BYTES = 64;
    /** Of 128 segments: 64 sections, and the 63 above them. */
    private static final int SECTIONS = 127;

    private static final long NANOS = 1_000_000_000L;

    private final byte[] chunk = new byte[Chunk.MAX_BYTES];
    private final byte[] sections = new byte[SECTIONS * SECTION_BYTES];
    private final byte[] digest = new byte[Keccak256.BYTES];
    private final long[] work = new long[Keccak256.WORK_LANES];
    private final BmtHash bmt = new BmtHash();
    private final Keccak256 keccak = new Keccak256();
    private final Keccak256 empty = new Keccak256();
    private int seen;

    HashRates() {
        new Random(1).nextBytes(chunk);
        new Random(2).nextBytes(sections);
    }

    /** Bytes of payload a second, best of some rounds. */
    record Rates(double bmt, double sections, double bulk) {}

    Rates measure(int rounds) {
        Rates best = new Rates(0, 0, 0);
        for (int i = 0; i < rounds + 2; i++) {
            best = new Rates(
                    Math.max(best.bmt(), rate(this::address)),
                    Math.max(best.sections(), rate(this::plainSections)),
                    Math.max(best.bulk(), rate(this::bulk)));
        }
        if (seen == 0) {
            throw new IllegalStateException("nothing was hashed");
        }
        return best;
    }

    private static double rate(Runnable chunk) {
        long begin = System.nanoTime();
        long end = begin;
        int chunks = 0;
        while (end - begin < NANOS) {
            for (int i = 0; i < 100; i++) {
                chunk.run();
            }
            chunks += 100;
            end = System.nanoTime();
        }
        return (double) chunks * Chunk.MAX_PAYLOAD_BYTES * NANOS / (end - begin);
    }

    private void address() {
        seen += bmt.address(chunk).hashCode() | 1;
    }

    /** Keccak over all that the tree hashes: each section, and the span with the root. */
    private void plainSections() {
        for (int i = 0; i < SECTIONS; i++) {
            keccak.restore(empty);
            keccak.update(sections, i * SECTION_BYTES, SECTION_BYTES);
            keccak.digestInto(digest, 0, work);
        }
        keccak.restore(empty);
        keccak.update(sections, 0, Chunk.SPAN_BYTES + Keccak256.BYTES);
        keccak.digestInto(digest, 0, work);
        seen += digest[0] | 1;
    }

    private void bulk() {
        keccak.restore(empty);
        keccak.update(chunk, 0, chunk.length);
        keccak.digestInto(digest, 0, work);
        seen += digest[0] | 1;
    }
}
