package org.jackfield.eth;

import java.util.ArrayList;
import java.util.List;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * The shape of nearly all answers: {@code [request-id: P, [item₁, item₂, ...]]}; {@link ReceiptsAnswer} and {@link Cells}
 * are of their own.
 *
 * @param id that of the request, unsigned
 * @param items a cursor over them
 */
record Answer(long id, RlpReader items) {

    /** Nobody answers with more blocks or headers: geth serves as many. */
    static final int MAX_ITEMS = 1024;

    static Answer decode(byte[] payload) throws RlpException {
        RlpReader outer = RlpReader.ofList(payload);
        Answer answer = new Answer(outer.readUnsignedLong(), outer.readList());
        outer.finish();
        return answer;
    }

    /** The items of a cursor as they came, each of them a list. */
    static List<byte[]> lists(RlpReader items) throws RlpException {
        List<byte[]> lists = new ArrayList<>();
        while (items.hasNext()) {
            if (!items.nextIsList() || lists.size() == MAX_ITEMS) {
                throw new RlpException(items.position(), "expected up to " + MAX_ITEMS + " lists");
            }
            lists.add(items.readRaw());
        }
        return lists;
    }

    /**
     * @param items encoded each
     */
    static byte[] encode(long id, List<byte[]> items) {
        int bytes = items.stream().mapToInt(item -> item.length).sum();
        RlpWriter out = new RlpWriter(bytes + 24).beginList().write(id).beginList();
        items.forEach(out::writeRaw);
        return out.endList().endList().toByteArray();
    }
}
