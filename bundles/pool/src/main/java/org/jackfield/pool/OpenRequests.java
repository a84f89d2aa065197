package org.jackfield.pool;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What peers have been asked for and have not answered, one request each, and until when they may. Guarded by the relay's lock;
 * times are milliseconds of its clock.
 *
 * @param <T> what a request asks for
 */
final class OpenRequests<T> {

    static final long TIMEOUT_MILLIS = 5_000;

    private record Request<T>(long id, T what, long deadline) {}

    private final Map<Seat, Request<T>> bySeat = new HashMap<>();

    boolean has(Seat seat) {
        return bySeat.containsKey(seat);
    }

    void open(Seat seat, long id, T what, long now) {
        bySeat.put(seat, new Request<>(id, what, now + TIMEOUT_MILLIS));
    }

    /** That the request has only now been handed to the link. */
    void sent(Seat seat, long id, long now) {
        if (awaits(seat, id)) {
            open(seat, id, bySeat.get(seat).what(), now);
        }
    }

    /** Whether the peer is to answer that request. */
    boolean awaits(Seat seat, long id) {
        return has(seat) && bySeat.get(seat).id() == id;
    }

    /** What a peer that is to answer was asked for. */
    T of(Seat seat) {
        return bySeat.get(seat).what();
    }

    Optional<T> close(Seat seat) {
        return Optional.ofNullable(bySeat.remove(seat)).map(Request::what);
    }

    /** Ends those whose time is up. */
    Map<Seat, T> closeOverdue(long now) {
        Map<Seat, T> overdue = new LinkedHashMap<>();
        bySeat.forEach((seat, request) -> {
            if (request.deadline() <= now) {
                overdue.put(seat, request.what());
            }
        });
        bySeat.keySet().removeAll(overdue.keySet());
        return overdue;
    }

    /** When the first one's time is up; {@link Long#MAX_VALUE} if there is none. */
    long due() {
        long due = Long.MAX_VALUE;
        for (Request<T> request : bySeat.values()) {
            due = Math.min(due, request.deadline());
        }
        return due;
    }
}
