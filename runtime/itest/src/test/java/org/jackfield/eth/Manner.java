package org.jackfield.eth;

import java.util.List;
import org.jackfield.api.Message;

/** How a {@link ScriptedPeer} answers. */
@FunctionalInterface
public interface Manner {

    Manner HONEST = (request, honest) -> List.of(honest);

    /**
     * What it sends for a request. On the session's thread; may block.
     *
     * @param honest what would be right
     */
    List<Message> answers(Message request, Message honest) throws Exception;
}
