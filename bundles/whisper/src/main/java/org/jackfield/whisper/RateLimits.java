package org.jackfield.whisper;

import java.util.Arrays;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * How many packets, or bytes, a waku node takes a second: {@code [ip, peer, topic]}; 0 for as many as come. Numbers are
 * unsigned.
 *
 * @param ip from one address
 * @param peer from one node
 * @param topic of one topic
 */
record RateLimits(long ip, long peer, long topic) {

    static final RateLimits NONE = new RateLimits(0, 0, 0);

    /**
     * @param text three numbers with commas between them, such as {@code 10,5,0}
     * @throws IllegalArgumentException if it is anything else
     */
    static RateLimits parse(String text) {
        try {
            long[] numbers = Arrays.stream(text.split(",", -1))
                    .mapToLong(part -> Long.parseUnsignedLong(part.strip()))
                    .toArray();
            if (numbers.length == 3) {
                return new RateLimits(numbers[0], numbers[1], numbers[2]);
            }
        } catch (NumberFormatException e) {
            // As with any other number of numbers.
        }
        throw new IllegalArgumentException("limits are three numbers such as 10,5,0, got " + text);
    }

    static RateLimits read(RlpReader items) throws RlpException {
        RlpReader numbers = items.readList();
        RateLimits limits =
                new RateLimits(numbers.readUnsignedLong(), numbers.readUnsignedLong(), numbers.readUnsignedLong());
        numbers.finish();
        return limits;
    }

    void write(RlpWriter out) {
        out.beginList().write(ip).write(peer).write(topic).endList();
    }
}
