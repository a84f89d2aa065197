package org.jackfield.rpc;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jackfield.api.http.HostNames;

/**
 * Decides on a request's head before its body is read. A page in a browser can make the browser send requests here: its
 * script is kept out by the content type (which it may not set without asking, and asking is refused), and a name of its
 * own that it points at this address (DNS rebinding) by the Host header.
 */
final class RequestGate {

    /** Bytes of a body; go-ethereum's HTTPBodyLimit. */
    static final int MAX_BODY_BYTES = 5 * 1024 * 1024;

    private static final Set<String> CONTENT_TYPES =
            Set.of("application/json", "application/json-rpc", "application/jsonrequest");

    private final HostNames hosts;

    RequestGate(HostNames hosts) {
        this.hosts = hosts;
    }

    /** How a request ends that is not let through: a status and one line. */
    record Refusal(int status, String text) {}

    /**
     * What of a request's head matters here.
     *
     * @param contentLength -1 if it is not told
     * @param localAddress that the request came in on
     */
    record Head(
            String method,
            String path,
            Optional<String> query,
            Optional<String> host,
            Optional<String> contentType,
            long contentLength,
            InetAddress localAddress) {}

    /** Empty if the body may be read and answered. A GET without anything is refused with 200: a health check. */
    Optional<Refusal> refuse(Head head) {
        if (!hosts.admit(head.host(), head.localAddress())) {
            return refusal(403, "invalid host specified");
        }
        if (!head.path().equals("/")) {
            return refusal(404, "not found");
        }
        if (head.method().equals("GET") && head.query().isEmpty()) {
            return refusal(200, "");
        }
        if (!head.method().equals("POST")) {
            return refusal(405, "method not allowed");
        }
        if (head.contentLength() > MAX_BODY_BYTES) {
            return refusal(413, "content length too large (" + head.contentLength() + ">" + MAX_BODY_BYTES + ")");
        }
        if (!CONTENT_TYPES.contains(mediaType(head.contentType().orElse("")))) {
            return refusal(415, "invalid content type, only application/json is supported");
        }
        return Optional.empty();
    }

    private static String mediaType(String contentType) {
        int parameters = contentType.indexOf(';');
        String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
        return type.strip().toLowerCase(Locale.ROOT);
    }

    private static Optional<Refusal> refusal(int status, String text) {
        return Optional.of(new Refusal(status, text));
    }
}
