package org.jackfield.gateway;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jackfield.chunks.LockedContentException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a call answered by its scheme, and turns whatever goes wrong into an answer as the original words it. */
final class Router {

    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    private final Clock clock;
    private final Map<String, Map<String, Scheme>> schemes = new HashMap<>();

    Router(Clock clock) {
        this.clock = clock;
    }

    /** @param method in upper case; with GET, HEAD is answered too */
    Router add(String scheme, String method, Scheme answering) {
        schemes.computeIfAbsent(scheme, any -> new HashMap<>()).put(method, answering);
        return this;
    }

    Reply answer(Call call) {
        try {
            return schemeOf(call).answer(call);
        } catch (Refusal e) {
            return problem(call, e.status(), e.getMessage());
        } catch (OversizedException e) {
            return problem(call, 413, e.getMessage());
        } catch (LockedContentException e) {
            return problem(call, 501, e.getMessage());
        } catch (UncheckedIOException e) {
            return failure(call, e.getCause());
        } catch (IllegalStateException e) {
            // The store closes under calls that go on.
            return problem(call, 503, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return failure(call, e);
        }
    }

    private Reply failure(Call call, IOException e) {
        LOG.debug("{} {} failed: {}", call.method(), call.uri(), e.toString());
        return problem(call, 500, String.valueOf(e.getMessage()));
    }

    private Scheme schemeOf(Call call) throws Refusal {
        Map<String, Scheme> methods = schemes.get(call.uri().scheme());
        if (methods == null) {
            throw Refusal.notFound("Not Found");
        }
        Scheme scheme = methods.get(call.method().equals("HEAD") ? "GET" : call.method());
        if (scheme == null) {
            throw new Refusal(405, "allowed here: " + String.join(", ", new TreeSet<>(methods.keySet())));
        }
        return scheme;
    }

    /** As the original's clients read it, in the form that they ask for. */
    Reply problem(Call call, int status, String message) {
        String time = ZonedDateTime.now(clock).format(DateTimeFormatter.RFC_1123_DATE_TIME);
        Reply reply;
        if (call.wantsJson()) {
            reply = Reply.of(
                    status,
                    "application/json",
                    "{\"Msg\":\"" + new String(JsonStringEncoder.getInstance().quoteAsString(message)) + "\",\"Code\":"
                            + status + ",\"Timestamp\":\"" + time + "\",\"Details\":\"\"}\n");
        } else if (call.wantsHtml()) {
            reply = Page.of(status, "Swarm: " + status, "<p>" + Page.escaped(message) + "</p>");
        } else {
            reply = Reply.of(
                    status, "text/plain", "Code: " + status + "\nMessage: " + message + "\nTimestamp: " + time + "\n");
        }
        return status == 405 ? reply.with("Allow", message.replace("allowed here: ", "")) : reply;
    }
}
