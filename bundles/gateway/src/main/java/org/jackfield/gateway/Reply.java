package org.jackfield.gateway;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a call is answered with.
 *
 * @param length of the body, -1 if it is not known before it is written
 */
record Reply(int status, Map<String, String> headers, long length, Body body) {

    /** Writes a body, which may take as long as the caller takes to read it. */
    interface Body {

        /** @throws IOException if the content cannot be had, or nobody reads any more: the connection is cut then */
        void writeTo(OutputStream out) throws IOException;
    }

    Reply {
        headers = Map.copyOf(headers);
    }

    static Reply of(int status, String type, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Reply(status, Map.of("Content-Type", type), bytes.length, out -> out.write(bytes));
    }

    static Reply text(String text) {
        return of(200, "text/plain", text);
    }

    static Reply json(String json) {
        return of(200, "application/json", json);
    }

    static Reply redirect(String to) {
        return of(301, "text/plain", "").with("Location", to);
    }

    Reply with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Reply(status, more, length, body);
    }
}
