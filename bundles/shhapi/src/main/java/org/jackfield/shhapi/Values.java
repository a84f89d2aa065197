package org.jackfield.shhapi;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.rpc.HexText;
import org.jackfield.api.rpc.RpcObject;
import org.jackfield.envelopes.Topic;

/**
 * Members of objects in the types of whisper's API: numbers as JSON has them, bytes in hexadecimal, and what is empty is as good as
 * missing. Complains with {@link IllegalArgumentException}.
 */
final class Values {

    private static final long UINT32_MAX = 0xffff_ffffL;

    private Values() {}

    static Optional<String> text(RpcObject object, String name) {
        return object.optional(name, Values::anyText).filter(text -> !text.isEmpty());
    }

    static Optional<byte[]> data(RpcObject object, String name) {
        return object.optional(name, Values::anyData).filter(data -> data.length > 0);
    }

    /** 0 if it is missing. */
    static long uint32(RpcObject object, String name) {
        return object.optional(name, Values::uint32).orElse(0L);
    }

    static long uint32(Object value) {
        if (value instanceof Integer || value instanceof Long) {
            long number = ((Number) value).longValue();
            if (number >= 0 && number <= UINT32_MAX) {
                return number;
            }
        }
        throw new IllegalArgumentException("not a whole number from 0 to " + UINT32_MAX);
    }

    /** 0 if it is missing. */
    static double number(RpcObject object, String name) {
        return object.optional(name, Values::number).orElse(0.0);
    }

    static double number(Object value) {
        double number = value instanceof Number any ? any.doubleValue() : Double.NaN;
        // A number of many digits in front would otherwise be infinite.
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            throw new IllegalArgumentException("not a number");
        }
        return number;
    }

    static boolean flag(RpcObject object, String name) {
        return object.optional(name, Values::anyFlag).orElse(false);
    }

    static Optional<Topic> topic(RpcObject object, String name) {
        return object.optional(name, Values::anyTopic);
    }

    /** None if they are missing. */
    static List<Topic> topics(RpcObject object, String name) {
        return object.optional(name, Values::anyTopics).orElse(List.of());
    }

    /** With {@code 0x}. */
    static String hex(byte[] bytes) {
        return "0x" + HexFormat.of().formatHex(bytes);
    }

    private static String anyText(Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("not a string");
    }

    private static byte[] anyData(Object value) {
        String hex = HexText.of(value);
        return hex.isEmpty() ? new byte[0] : HexText.data(hex);
    }

    private static boolean anyFlag(Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw new IllegalArgumentException("not a boolean");
    }

    private static Topic anyTopic(Object value) {
        return Topic.of(HexText.data(HexText.of(value), Topic.BYTES, "Topic"));
    }

    private static List<Topic> anyTopics(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(Values::anyTopic).toList();
        }
        throw new IllegalArgumentException("not an array");
    }
}
