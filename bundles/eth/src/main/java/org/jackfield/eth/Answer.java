package org.jackfield.eth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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

    /** RLP's empty string: an empty list would be an access list (EIP-8159). */
    static final byte[] NO_ACCESS_LIST = {(byte) 0x80};

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

    /** The items of a cursor, each of them a list as it came or, where there is none, {@link #NO_ACCESS_LIST}. */
    static List<Optional<byte[]>> optionalLists(RlpReader items) throws RlpException {
        List<Optional<byte[]>> lists = new ArrayList<>();
        while (items.hasNext()) {
            int at = items.position();
            boolean list = items.nextIsList();
            byte[] raw = items.readRaw();
            if (!list && !Arrays.equals(raw, NO_ACCESS_LIST) || lists.size() == MAX_ITEMS) {
                throw new RlpException(at, "expected up to " + MAX_ITEMS + " lists or empty strings");
            }
            lists.add(list ? Optional.of(raw) : Optional.empty());
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
