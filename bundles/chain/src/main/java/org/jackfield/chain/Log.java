package org.jackfield.chain;

import java.util.ArrayList;
import java.util.List;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * What a contract logged: {@code [address: B_20, [topic₁: B_32, ...], data: B]}.
 *
 * @param topics 32 bytes each, not to be changed
 * @param data not to be changed
 */
public record Log(Address address, List<byte[]> topics, byte[] data) {

    private static final int TOPIC_BYTES = 32;

    public Log {
        topics = List.copyOf(topics);
    }

    static List<Log> readList(RlpReader items) throws RlpException {
        List<Log> logs = new ArrayList<>();
        for (RlpReader list = items.readList(); list.hasNext(); ) {
            RlpReader fields = list.readList();
            Address address = Address.of(fields.readBytes(Address.BYTES));
            List<byte[]> topics = new ArrayList<>();
            for (RlpReader topicList = fields.readList(); topicList.hasNext(); ) {
                topics.add(topicList.readBytes(TOPIC_BYTES));
            }
            logs.add(new Log(address, topics, fields.readBytes()));
            fields.finish();
        }
        return List.copyOf(logs);
    }

    static void writeList(List<Log> logs, RlpWriter out) {
        out.beginList();
        for (Log log : logs) {
            out.beginList().write(log.address().bytes()).beginList();
            log.topics().forEach(out::write);
            out.endList().write(log.data()).endList();
        }
        out.endList();
    }
}
