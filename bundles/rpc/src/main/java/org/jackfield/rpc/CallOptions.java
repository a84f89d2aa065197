package org.jackfield.rpc;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcParams;

/** The argument of a call that is an object of options, each of which may be missing. */
record CallOptions(Map<?, ?> values) {

    private static final BigDecimal MAX_SECONDS =
            BigDecimal.valueOf(Duration.ofDays(365).toSeconds());

    /**
     * The last argument of a call.
     *
     * @param index may be beyond the arguments given
     * @throws RpcException with {@link RpcException#INVALID_PARAMS} if it is not an object, has other members than
     *     {@code known}, or arguments follow it
     */
    static CallOptions of(RpcParams params, int index, Set<String> known) throws RpcException {
        params.atMost(index + 1);
        Object value = index < params.values().size() ? params.values().get(index) : null;
        if (value == null) {
            return new CallOptions(Map.of());
        }
        if (!(value instanceof Map<?, ?> members)) {
            throw RpcException.invalidParams("argument " + index + " is not an object");
        }
        for (Object name : members.keySet()) {
            if (!known.contains(name)) {
                throw RpcException.invalidParams("unknown option " + name + ", there are " + String.join(", ", known));
            }
        }
        return new CallOptions(members);
    }

    /** 0 to 1. */
    Optional<Double> share(String name) throws RpcException {
        return number(name, BigDecimal.ONE).map(BigDecimal::doubleValue);
    }

    Optional<Duration> seconds(String name) throws RpcException {
        return number(name, MAX_SECONDS)
                .map(seconds -> Duration.ofMillis(seconds.movePointRight(3).longValue()));
    }

    Optional<Integer> count(String name) throws RpcException {
        Optional<BigDecimal> number = number(name, BigDecimal.valueOf(Integer.MAX_VALUE));
        if (number.isPresent()
                && (number.get().signum() == 0
                        || number.get().stripTrailingZeros().scale() > 0)) {
            throw RpcException.invalidParams(name + " is not a whole number above 0");
        }
        return number.map(BigDecimal::intValue);
    }

    private Optional<BigDecimal> number(String name, BigDecimal most) throws RpcException {
        Object value = values.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Number) {
            BigDecimal number = new BigDecimal(value.toString());
            if (number.signum() >= 0 && number.compareTo(most) <= 0) {
                return Optional.of(number);
            }
        }
        throw RpcException.invalidParams(name + " is not a number from 0 to " + most.toPlainString());
    }
}
