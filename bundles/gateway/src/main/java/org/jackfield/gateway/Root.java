package org.jackfield.gateway;

import java.util.Map;
import java.util.Optional;

/** What is there besides the schemes. */
final class Root {

    private Root() {}

    static Optional<Reply> answer(String path) {
        return switch (path) {
            case "/" ->
                Optional.of(Page.of(
                        200,
                        "Swarm gateway of Jackfield",
                        "<p>Ask for content by its hash: <code>/bzz:/HASH/PATH</code>, a folder's list by"
                                + " <code>/bzz-list:/HASH/</code>.</p>"));
            case "/robots.txt" -> Optional.of(Reply.text("User-agent: *\nDisallow: /"));
            case "/favicon.ico" -> Optional.of(new Reply(204, Map.of(), 0, out -> {}));
            default -> Optional.empty();
        };
    }
}
