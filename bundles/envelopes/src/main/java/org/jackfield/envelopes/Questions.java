package org.jackfield.envelopes;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Our requests for the past: those that wait to be sent, and those that wait for the end of their answer. */
final class Questions {

    /** How many to one peer there may be at a time. */
    static final int MAX = 16;

    private final Guard guard;

    Questions(Guard guard) {
        this.guard = guard;
    }

    /** Needs the lock. */
    CompletableFuture<HistoryEnd> ask(Seat seat, HistoryRequest request) {
        if (request instanceof HistoryRequest.Open && seat.wire() == Wire.SHH_6) {
            return refused("shh/6 has no open requests");
        }
        if (seat.questions.size() >= MAX) {
            return refused(MAX + " requests are with the peer already");
        }
        CompletableFuture<HistoryEnd> question = new CompletableFuture<>();
        if (seat.questions.putIfAbsent(request.name(), question) != null) {
            return refused("the peer has been asked that already");
        }
        seat.asks.add(request);
        guard.afterwards(seat.wake);
        // Whoever gives up waiting makes room for another.
        question.whenComplete((end, error) -> guard.locked(() -> seat.questions.remove(request.name(), question)));
        return question;
    }

    /** That the request is with the link: in shh/6 that is all that is heard of it. Needs the lock. */
    void asked(Seat seat, HistoryRequest request) {
        end(seat, new HistoryEnd(request.name(), Optional.empty(), new byte[0], Optional.empty()));
    }

    void ended(Seat seat, HistoryEnd end) {
        guard.locked(() -> end(seat, end));
    }

    /** Needs the lock. */
    void left(Seat seat) {
        List<CompletableFuture<HistoryEnd>> open = List.copyOf(seat.questions.values());
        guard.afterwards(() -> open.forEach(
                question -> question.completeExceptionally(new IOException("the peer has left before it answered"))));
    }

    private void end(Seat seat, HistoryEnd end) {
        Optional<CompletableFuture<HistoryEnd>> question = Optional.ofNullable(seat.questions.get(end.request()));
        guard.afterwards(() -> question.ifPresent(open -> end.error()
                .ifPresentOrElse(
                        error -> open.completeExceptionally(new IOException("the peer refuses: " + error)),
                        () -> open.complete(end))));
    }

    static CompletableFuture<HistoryEnd> refused(String why) {
        return CompletableFuture.failedFuture(new IOException(why));
    }
}
