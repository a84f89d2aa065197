package org.jackfield.eth;

import java.util.List;
import org.jackfield.api.Message;
import org.jackfield.rlp.RlpException;

/** How a {@link ScriptedPeer} answers. */
@FunctionalInterface
public interface Manner {

    Manner HONEST = (request, honest) -> List.of(honest);

    /** Serves so many blocks' bodies or receipts at once, and has to be asked the more often. */
    static Manner inPartsOf(int items) {
        return (request, honest) -> List.of(
                honest.code() == MessageCode.BLOCK_BODIES || honest.code() == MessageCode.RECEIPTS
                        ? beginning(honest, items)
                        : honest);
    }

    private static Message beginning(Message honest, int items) throws RlpException {
        Answer answer = Answer.decode(honest.payload());
        List<byte[]> all = Answer.lists(answer.items());
        List<byte[]> first = all.subList(0, Math.min(items, all.size()));
        return new Message(honest.code(), Answer.encode(answer.id(), first));
    }

    /**
     * What it sends for a request. On the session's thread; may block.
     *
     * @param honest what would be right
     */
    List<Message> answers(Message request, Message honest) throws Exception;
}
