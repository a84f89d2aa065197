package org.jackfield.whisper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jackfield.crypto.Hash;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * What came of a packet of envelopes (status-go v0.55.1, waku/v1/message_response.go).
 *
 * <pre>
 *   [ 1, [ batch, [ [envelope, code, text], ... ] ] ]
 *     |    32 B      32 B      u64   any
 *     version; of another nothing more is known
 * </pre>
 *
 * @param batch Keccak-256 of the packet's payload
 * @param refusals the envelopes that were not taken
 */
record Verdict(Hash batch, List<Refusal> refusals) {

    private static final int VERSION = 1;
    private static final int MAX_TEXT_BYTES = 1 << 20;

    Verdict {
        refusals = List.copyOf(refusals);
    }

    /**
     * @param envelope its hash
     * @param code unsigned; others' may mean anything
     */
    record Refusal(Hash envelope, long code, String text) {

        /** Sent in the future or expired: what status-go's constants give for {@code EnvelopeTimeNotSynced}. */
        static final int TIME = 21;

        /** Anything else: {@code EnvelopeOtherError}. status-go itself never says so. */
        static final int OTHER = 22;

        private static Refusal read(RlpReader items) throws RlpException {
            RlpReader fields = items.readList();
            Refusal refusal = new Refusal(
                    Hash.of(fields.readBytes(Hash.BYTES)), fields.readUnsignedLong(), fields.readText(MAX_TEXT_BYTES));
            fields.finish();
            return refusal;
        }

        private void write(RlpWriter out) {
            out.beginList().write(envelope.bytes()).write(code).write(text).endList();
        }
    }

    byte[] encoded() {
        RlpWriter out = new RlpWriter(64 + 96 * refusals.size()).beginList().write(VERSION);
        out.beginList().write(batch.bytes()).beginList();
        refusals.forEach(refusal -> refusal.write(out));
        return out.endList().endList().endList().toByteArray();
    }

    /**
     * @return empty if it is of another version
     */
    static Optional<Verdict> decode(byte[] payload) throws RlpException {
        RlpReader items = RlpReader.ofList(payload);
        long version = items.readUnsignedLong();
        if (version != VERSION) {
            return Optional.empty();
        }
        RlpReader fields = items.readList();
        items.finish();
        Hash batch = Hash.of(fields.readBytes(Hash.BYTES));
        RlpReader list = fields.readList();
        fields.finish();
        List<Refusal> refusals = new ArrayList<>();
        while (list.hasNext()) {
            refusals.add(Refusal.read(list));
        }
        return Optional.of(new Verdict(batch, refusals));
    }

    /** The other packet that confirms, older: nothing but the batch. */
    static byte[] encodeBatch(Hash batch) {
        return RlpWriter.encode(batch.bytes());
    }

    static Hash decodeBatch(byte[] payload) throws RlpException {
        RlpReader reader = RlpReader.of(payload);
        Hash batch = Hash.of(reader.readBytes(Hash.BYTES));
        reader.finish();
        return batch;
    }
}
