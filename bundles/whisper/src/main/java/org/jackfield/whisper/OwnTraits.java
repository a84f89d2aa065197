package org.jackfield.whisper;

import org.jackfield.api.DisconnectException;
import org.jackfield.envelopes.Bloom;
import org.jackfield.envelopes.PoolSettings;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * What a peer is told of us, or has been told.
 *
 * <pre>
 *   [ powBits, bloom, light, confirmations, packets, bytes ]
 *     u64      64 B   01/80  01/80          {@link RateLimits}
 * </pre>
 */
record OwnTraits(double minWork, Bloom interest, boolean light, WakuTerms terms) {

    static OwnTraits of(PoolSettings settings, WakuTerms terms) {
        return new OwnTraits(settings.minWork(), settings.interest(), settings.light(), terms);
    }

    OwnTraits withMinWork(double work) {
        return new OwnTraits(work, interest, light, terms);
    }

    OwnTraits withInterest(Bloom topics) {
        return new OwnTraits(minWork, topics, light, terms);
    }

    OwnTraits withLight(boolean relaysNothing) {
        return new OwnTraits(minWork, interest, relaysNothing, terms);
    }

    static OwnTraits read(RlpReader items) throws RlpException, DisconnectException {
        RlpReader fields = items.readList();
        OwnTraits traits = new OwnTraits(
                MinWork.read(fields),
                BloomBits.read(fields),
                fields.readBoolean(),
                new WakuTerms(fields.readBoolean(), RateLimits.read(fields), RateLimits.read(fields)));
        fields.finish();
        return traits;
    }

    void write(RlpWriter out) {
        out.beginList().write(MinWork.bits(minWork)).write(interest.bytes()).write(light);
        out.write(terms.confirmations());
        terms.packets().write(out);
        terms.bytes().write(out);
        out.endList();
    }
}
