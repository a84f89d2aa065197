package org.jackfield.gateway;

import java.time.Duration;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/**
 * What is left of a body that was answered before its end. A connection that is closed on it is reset, and with that the caller's
 * system may throw the answer away that nobody has read yet (RFC 9112, section 9.6). So the rest is read and dropped for a while;
 * no thread waits for it.
 */
final class UnreadBody {

    private static final int READ_BEFORE = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Request request;

    UnreadBody(Request request) {
        this.request = request;
    }

    /** Drops what is there already of what is small, and says whether that was the end. */
    boolean isNothing() {
        for (int i = 0; i < READ_BEFORE; i++) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                return false;
            }
            chunk.release();
            if (isEnd(chunk)) {
                return true;
            }
        }
        return false;
    }

    /** Drops the rest as it comes; {@code closing} is told when the connection may be closed. */
    void drop(Callback closing) {
        drop(closing, System.nanoTime() + PATIENCE.toNanos());
    }

    private void drop(Callback closing, long end) {
        for (Content.Chunk chunk = request.read(); chunk != null; chunk = request.read()) {
            chunk.release();
            if (isEnd(chunk) || System.nanoTime() - end > 0) {
                closing.succeeded();
                return;
            }
        }
        request.demand(() -> drop(closing, end));
    }

    private static boolean isEnd(Content.Chunk chunk) {
        return chunk.isLast() || Content.Chunk.isFailure(chunk);
    }
}
