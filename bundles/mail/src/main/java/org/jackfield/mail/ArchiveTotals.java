package org.jackfield.mail;

import java.nio.ByteBuffer;

/**
 * How much is in the archive; stored in the batch that changes it, so that it is right after a kill too.
 *
 * @param bytes of keys and values
 */
record ArchiveTotals(long envelopes, long bytes) {

    static final ArchiveTotals NONE = new ArchiveTotals(0, 0);

    ArchiveTotals plus(long moreEnvelopes, long moreBytes) {
        return new ArchiveTotals(envelopes + moreEnvelopes, bytes + moreBytes);
    }

    ArchiveTotals minus(ArchiveTotals gone) {
        return plus(-gone.envelopes, -gone.bytes);
    }

    byte[] encoded() {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(envelopes)
                .putLong(bytes)
                .array();
    }

    static ArchiveTotals decode(byte[] encoded) {
        ByteBuffer in = ByteBuffer.wrap(encoded);
        return new ArchiveTotals(in.getLong(), in.getLong());
    }
}
