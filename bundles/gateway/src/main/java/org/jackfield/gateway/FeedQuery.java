package org.jackfield.gateway;

import java.util.HexFormat;
import java.util.Optional;
import org.jackfield.chunks.Epoch;
import org.jackfield.chunks.Feed;

/**
 * What the query of a call says of feeds. Numbers and hexadecimal digits that are none are refused; the original takes them for 0.
 *
 * <p>Source: ethersphere/swarm v0.5.8, storage/feed: feed.go, id.go and query.go, {@code FromValues}.
 */
record FeedQuery(Call call) {

    private static final long MAX_TIME = (1L << 56) - 1;
    private static final int MAX_BYTE = 0xff;

    /** The feed of {@code topic} or of {@code name} and {@code relatedcontent}, and of {@code user}. */
    Feed feed() throws Refusal {
        byte[] user = bytes("user", Feed.USER_BYTES).orElse(new byte[Feed.USER_BYTES]);
        Optional<byte[]> topic = bytes("topic", Feed.TOPIC_BYTES);
        return new Feed(topic.isPresent() ? topic.get() : named(), user);
    }

    /** The moment that {@code time} names, if any. */
    Optional<Long> time() throws Refusal {
        long time = number("time", MAX_TIME);
        return time == 0 ? Optional.empty() : Optional.of(time);
    }

    /** Where {@code hint.time} and {@code hint.level} say that an update was. */
    Optional<Epoch> hint() throws Refusal {
        Epoch hint = new Epoch(number("hint.time", MAX_TIME), (int) number("hint.level", MAX_BYTE));
        return hint.time() == 0 && hint.level() == 0 ? Optional.empty() : Optional.of(hint);
    }

    /** {@code time} and {@code level} of an update. */
    Epoch epoch() throws Refusal {
        return new Epoch(number("time", MAX_TIME), (int) number("level", MAX_BYTE));
    }

    int version() throws Refusal {
        return (int) number("protocolVersion", MAX_BYTE);
    }

    Optional<byte[]> signature(int length) throws Refusal {
        return bytes("signature", length);
    }

    boolean isOne(String name) {
        return call.parameter(name).filter("1"::equals).isPresent();
    }

    private byte[] named() throws Refusal {
        byte[] related = bytes("relatedcontent", Feed.TOPIC_BYTES).orElse(new byte[0]);
        try {
            return Feed.topic(call.parameter("name").orElse(""), related);
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest(e.getMessage());
        }
    }

    private Optional<byte[]> bytes(String name, int length) throws Refusal {
        Optional<String> digits = call.parameter(name).map(text -> text.startsWith("0x") ? text.substring(2) : text);
        if (digits.isEmpty()) {
            return Optional.empty();
        }
        if (digits.get().length() != 2 * length || !digits.get().matches("[0-9A-Fa-f]*")) {
            throw Refusal.badRequest(name + " has " + 2 * length + " hexadecimal digits");
        }
        return digits.map(HexFormat.of()::parseHex);
    }

    private long number(String name, long max) throws Refusal {
        String digits = call.parameter(name).orElse("0");
        if (!digits.matches("[0-9]{1,18}") || Long.parseLong(digits) > max) {
            throw Refusal.badRequest(name + " is a number from 0 to " + max);
        }
        return Long.parseLong(digits);
    }
}
