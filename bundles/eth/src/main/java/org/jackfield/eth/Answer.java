package org.jackfield.eth;

import java.util.List;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * The shape of nearly all answers: {@code [request-id: P, [item₁, item₂, ...]]}; {@link ReceiptsPage} and {@link Cells}
 * are of their own.
 *
 * @param id that of the request, unsigned
 * @param items a cursor over them
 */
record Answer(long id, RlpReader items) {

    static Answer decode(byte[] payload) throws RlpException {
        RlpReader outer = RlpReader.ofList(payload);
        Answer answer = new Answer(outer.readUnsignedLong(), outer.readList());
        outer.finish();
        return answer;
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
