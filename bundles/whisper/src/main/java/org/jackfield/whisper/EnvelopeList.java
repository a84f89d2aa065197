package org.jackfield.whisper;

import java.util.List;
import org.jackfield.envelopes.Envelope;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * Envelopes in a packet. They are read one at a time, {@code while (reader.hasNext()) Envelope.read(reader)}: a batch of small
 * ones would take many times its size in memory.
 */
final class EnvelopeList {

    private EnvelopeList() {}

    static byte[] encode(List<Envelope> envelopes) {
        int bytes = envelopes.stream()
                .mapToInt(envelope -> envelope.encoded().length)
                .sum();
        RlpWriter out = new RlpWriter(bytes + 5).beginList();
        envelopes.forEach(envelope -> out.writeRaw(envelope.encoded()));
        return out.endList().toByteArray();
    }

    /** {@code [ envelope, ... ]} */
    static RlpReader open(byte[] payload) throws RlpException {
        return RlpReader.ofList(payload);
    }

    /** As {@link #open}, or one envelope alone, as geth sends direct messages. */
    static RlpReader openAny(byte[] payload) throws RlpException {
        RlpReader items = RlpReader.ofList(payload);
        return items.hasNext() && !items.nextIsList() ? RlpReader.of(payload) : items;
    }
}
