package org.jackfield.whisper;

import java.util.ArrayList;
import java.util.List;
import org.jackfield.api.DisconnectException;
import org.jackfield.envelopes.Topic;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/** A list of topics: {@code [ topic, ... ]}, 4 B each. */
final class Topics {

    /** status-go's limit (v0.55.1, waku/common/const.go, {@code MaxTopicInterest}). */
    static final int MAX = 10_000;

    private Topics() {}

    /**
     * @throws DisconnectException with a subprotocol error if there are more than {@value #MAX}
     */
    static List<Topic> read(RlpReader items) throws RlpException, DisconnectException {
        RlpReader list = items.readList();
        List<Topic> topics = new ArrayList<>();
        while (list.hasNext()) {
            if (topics.size() == MAX) {
                throw DisconnectException.subprotocol("more than " + MAX + " topics");
            }
            topics.add(Topic.of(list.readBytes(Topic.BYTES)));
        }
        return topics;
    }

    static void write(List<Topic> topics, RlpWriter out) {
        out.beginList();
        topics.forEach(topic -> out.write(topic.bytes()));
        out.endList();
    }
}
