package org.jackfield.whisper;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.envelopes.Bloom;
import org.jackfield.envelopes.PeerTraits;
import org.jackfield.envelopes.Topic;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * What is known of a peer that has sent its status. The session's thread changes it, any may look.
 *
 * <pre>
 *   [ powBits, bloom, light, confirmations, [ ] or [ [topic, ...] ], batches, envelopes ]
 *     u64      64 B   01/80  01/80                                   u63      u63
 * </pre>
 */
final class RemotePeer {

    private volatile PeerTraits traits;
    private volatile long batches;
    private volatile long envelopes;

    RemotePeer(PeerTraits traits) {
        this(traits, 0, 0);
    }

    private RemotePeer(PeerTraits traits, long batches, long envelopes) {
        this.traits = traits;
        this.batches = batches;
        this.envelopes = envelopes;
    }

    PeerTraits traits() {
        return traits;
    }

    void change(PeerTraits now) {
        traits = now;
    }

    /** Packets of envelopes so far. */
    long batches() {
        return batches;
    }

    void countBatch() {
        batches = batches + 1;
    }

    void countEnvelope() {
        envelopes = envelopes + 1;
    }

    /** For people. */
    Map<String, Object> info() {
        PeerTraits current = traits;
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("pow", current.minWork());
        info.put("bloom", current.interest().toString());
        info.put("light", current.light());
        current.topics().ifPresent(list -> info.put("topics", list.size()));
        info.put("envelopes", envelopes);
        return info;
    }

    static RemotePeer read(RlpReader items) throws RlpException, DisconnectException {
        double minWork = MinWork.read(items);
        Bloom interest = BloomBits.read(items);
        boolean light = items.readBoolean();
        boolean confirmations = items.readBoolean();
        PeerTraits traits = new PeerTraits(minWork, interest, light, confirmations, readTopics(items.readList()));
        RemotePeer peer = new RemotePeer(traits, items.readLong(), items.readLong());
        items.finish();
        return peer;
    }

    private static Optional<List<Topic>> readTopics(RlpReader items) throws RlpException, DisconnectException {
        Optional<List<Topic>> topics = items.hasNext() ? Optional.of(Topics.read(items)) : Optional.empty();
        items.finish();
        return topics;
    }

    void write(RlpWriter out) {
        out.write(MinWork.bits(traits.minWork())).write(traits.interest().bytes());
        out.write(traits.light()).write(traits.confirmations()).beginList();
        traits.topics().ifPresent(list -> Topics.write(list, out));
        out.endList().write(batches).write(envelopes);
    }
}
