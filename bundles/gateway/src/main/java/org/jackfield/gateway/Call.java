package org.jackfield.gateway;

import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/**
 * A request.
 *
 * @param method in upper case
 * @param query the first value of each parameter
 * @param headers by name in lower case, the first value of each
 * @param length of the body, -1 if it is not told
 * @param body to be read once; fails with an {@link OversizedException} when it gets too long
 */
record Call(
        String method,
        BzzUri uri,
        Map<String, String> query,
        Map<String, String> headers,
        long length,
        InputStream body) {

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
    }

    /** Whether a page is wanted rather than data: the caller is a browser. */
    boolean wantsHtml() {
        return header("accept").orElse("").contains("text/html");
    }

    boolean wantsJson() {
        return header("accept").orElse("").contains("application/json");
    }
}
