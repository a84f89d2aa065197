package org.jackfield.envelopes;

import java.util.Optional;
import org.jackfield.crypto.Hash;

/**
 * How an answer to a {@link HistoryRequest} ended, packet 125 of waku.
 *
 * @param request its {@link HistoryRequest#name}
 * @param last the last envelope's hash, if the server told
 * @param cursor where to go on, at most {@value #MAX_CURSOR_BYTES} bytes; empty: there is no more
 * @param error why there is no answer; empty: there is one
 */
public record HistoryEnd(Hash request, Optional<Hash> last, byte[] cursor, Optional<String> error) {

    public static final int MAX_CURSOR_BYTES = 36;
}
