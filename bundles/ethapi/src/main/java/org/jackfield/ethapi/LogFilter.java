package org.jackfield.ethapi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jackfield.api.rpc.HexText;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.chain.Address;
import org.jackfield.chain.Bloom;
import org.jackfield.chain.Log;

/**
 * Which logs are asked for.
 *
 * @param addresses of contracts; empty: any
 * @param topics what may stand at each place; an empty list: anything
 */
record LogFilter(List<Address> addresses, List<List<byte[]>> topics) {

    /** As many as a log can have. */
    private static final int MAX_TOPICS = 4;
    /** Addresses, or topics for one place; geth's default. */
    private static final int MAX_CHOICES = 1_000;

    /**
     * Reads {@code address} and {@code topics} of a filter object.
     *
     * @throws RpcException if there are too many
     * @throws IllegalArgumentException in geth's words if they are malformed
     */
    static LogFilter of(Map<?, ?> object) throws RpcException {
        LogFilter filter = new LogFilter(addresses(object.get("address")), topics(object.get("topics")));
        boolean tooMany = filter.addresses.size() > MAX_CHOICES
                || filter.topics.stream().anyMatch(choices -> choices.size() > MAX_CHOICES);
        if (tooMany) {
            throw RpcException.failed("exceed max addresses or topics per search position");
        }
        return filter;
    }

    /** Whether a block with that bloom filter may have any. */
    boolean mayMatch(Bloom bloom) {
        return bloom.mayContainAny(addresses.stream().map(Address::bytes).toList())
                && topics.stream().allMatch(bloom::mayContainAny);
    }

    boolean matches(Log log) {
        if (!addresses.isEmpty() && !addresses.contains(log.address())
                || topics.size() > log.topics().size()) {
            return false;
        }
        for (int i = 0; i < topics.size(); i++) {
            byte[] topic = log.topics().get(i);
            List<byte[]> choices = topics.get(i);
            if (!choices.isEmpty() && choices.stream().noneMatch(choice -> Arrays.equals(choice, topic))) {
                return false;
            }
        }
        return true;
    }

    private static List<Address> addresses(Object value) {
        if (value == null) {
            return List.of();
        }
        if (value instanceof String text) {
            return List.of(Address.of(sized("invalid address: ", text, Address.BYTES, "address")));
        }
        if (!(value instanceof List<?> list)) {
            throw new IllegalArgumentException("invalid addresses in query");
        }
        List<Address> addresses = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            if (!(list.get(i) instanceof String text)) {
                throw new IllegalArgumentException("non-string address at index " + i);
            }
            addresses.add(Address.of(sized("invalid address at index " + i + ": ", text, Address.BYTES, "address")));
        }
        return addresses;
    }

    private static List<List<byte[]>> topics(Object value) {
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> places)) {
            throw new IllegalArgumentException("invalid topic(s)");
        }
        if (places.size() > MAX_TOPICS) {
            throw new IllegalArgumentException("exceed max topics");
        }
        return places.stream().map(LogFilter::choices).toList();
    }

    private static List<byte[]> choices(Object place) {
        if (place == null) {
            return List.of();
        }
        List<?> choices = place instanceof List<?> list ? list : List.of(place);
        // One null among them, and anything will do.
        return choices.stream().anyMatch(Objects::isNull)
                ? List.of()
                : choices.stream().map(LogFilter::topic).toList();
    }

    private static byte[] topic(Object value) {
        if (value instanceof String text) {
            return sized("", text, 32, "topic");
        }
        throw new IllegalArgumentException("invalid topic(s)");
    }

    private static byte[] sized(String where, String hex, int bytes, String what) {
        byte[] data;
        try {
            data = HexText.data(hex);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + e.getMessage(), e);
        }
        if (data.length != bytes) {
            throw new IllegalArgumentException(where + "hex has invalid length " + data.length
                    + " after decoding; expected " + bytes + " for " + what);
        }
        return data;
    }

    /** The number or word under that name. */
    static Optional<BlockId> bound(Map<?, ?> object, String name) {
        return Arguments.member(object, name).map(value -> BlockId.parse(HexText.of(value)));
    }
}
