package org.jackfield.mail;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jackfield.envelopes.Bloom;
import org.jackfield.envelopes.Topic;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * A request as Status writes it into a sealed message (status-go, mailserver/request.go).
 *
 * <pre>
 *   [ lower, upper, bloom, topics, limit, cursor, batch ]
 *     u32    u32    64 B   [4 B]   u32    36 B    01/80
 *                   or empty              or empty
 * </pre>
 *
 * What is missing at the end is empty, what follows is passed over. Where a limit stands in the place of the topics, the list
 * is that of earlier releases, which had no topics. The newest comes first, as from Status' own servers, so that what arrives
 * meanwhile does not disturb whoever goes on by the cursor.
 */
final class StatusPayload {

    /** Topics in a request, as many as waku lets a peer name. */
    static final int MAX_TOPICS = 10_000;

    private static final int FIRST_OF_LIST = 0xc0;

    private StatusPayload() {}

    /** Whether a payload is of this form. That of {@link GethPayload} begins with a time, and none of before 2072 looks so. */
    static boolean is(byte[] payload) {
        return payload.length > 0 && (payload[0] & 0xff) >= FIRST_OF_LIST;
    }

    static Selection decode(byte[] payload) throws RequestException {
        try {
            RlpReader items = RlpReader.ofList(payload);
            long from = readUint32(items);
            long to = readUint32(items);
            byte[] bits = readBytes(items, Bloom.BYTES);
            Set<Topic> topics = items.hasNext() && items.nextIsList() ? readTopics(items.readList()) : Set.of();
            if (bits.length == 0 && topics.isEmpty()) {
                throw new RequestException("neither a filter nor topics are given");
            }
            Bloom interest = bits.length == 0 ? Bloom.EMPTY : Bloom.of(bits);
            return new Selection(
                    from,
                    to,
                    interest,
                    topics,
                    readUint32(items),
                    readBytes(items, ArchiveKey.BYTES),
                    Selection.Order.NEWEST_FIRST);
        } catch (RlpException e) {
            throw new RequestException("malformed request: " + e.getMessage(), e);
        }
    }

    static byte[] encode(long from, long to, List<Topic> topics, long limit, byte[] cursor) {
        RlpWriter out = new RlpWriter()
                .beginList()
                .write(from)
                .write(to)
                .write(interest(topics).bytes())
                .beginList();
        topics.forEach(topic -> out.write(topic.bytes()));
        return out.endList().write(limit).write(cursor).write(true).endList().toByteArray();
    }

    /** The filter that says the same as {@code topics}, or more; everything without any. */
    static Bloom interest(List<Topic> topics) {
        Bloom interest = topics.isEmpty() ? Bloom.FULL : Bloom.EMPTY;
        for (Topic topic : topics) {
            interest = interest.with(topic);
        }
        return interest;
    }

    private static Set<Topic> readTopics(RlpReader items) throws RlpException {
        Set<Topic> topics = new HashSet<>();
        for (int count = 0; items.hasNext(); count++) {
            if (count == MAX_TOPICS) {
                throw new RlpException(items.position(), "more than " + MAX_TOPICS + " topics");
            }
            topics.add(Topic.of(items.readBytes(Topic.BYTES)));
        }
        return topics;
    }

    /** Nothing, or exactly so many. */
    private static byte[] readBytes(RlpReader items, int bytes) throws RlpException {
        byte[] read = items.hasNext() ? items.readBytes(0, bytes) : new byte[0];
        if (read.length != 0 && read.length != bytes) {
            throw new RlpException(items.position(), "expected " + bytes + " bytes or none, got " + read.length);
        }
        return read;
    }

    private static long readUint32(RlpReader items) throws RlpException {
        if (!items.hasNext()) {
            return 0;
        }
        long value = items.readLong();
        if (value > Selection.LATEST) {
            throw new RlpException(items.position(), "integer " + value + " exceeds 32 bits");
        }
        return value;
    }
}
