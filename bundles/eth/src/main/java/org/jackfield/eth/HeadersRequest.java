package org.jackfield.eth;

import org.jackfield.chain.HeaderRange;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * GetBlockHeaders: {@code [request-id: P, [startblock: {P, B_32}, limit: P, skip: P, reverse: {0, 1}]]}.
 *
 * @param id unsigned
 */
record HeadersRequest(long id, HeaderRange range) {

    private static final int HASH_BYTES = 32;

    static HeadersRequest decode(byte[] payload) throws RlpException {
        RlpReader items = RlpReader.ofList(payload);
        long id = items.readUnsignedLong();
        RlpReader query = items.readList();
        items.finish();
        HeaderRange range = query.nextLength() == HASH_BYTES
                ? HeaderRange.of(
                        query.readBytes(HASH_BYTES),
                        query.readUnsignedLong(),
                        query.readUnsignedLong(),
                        query.readBoolean())
                : HeaderRange.of(
                        query.readUnsignedLong(),
                        query.readUnsignedLong(),
                        query.readUnsignedLong(),
                        query.readBoolean());
        query.finish();
        return new HeadersRequest(id, range);
    }

    byte[] encoded() {
        RlpWriter out = new RlpWriter().beginList().write(id).beginList();
        range.startHash().ifPresentOrElse(out::write, () -> out.write(range.startNumber()));
        out.write(range.limit()).write(range.skip()).write(range.reverse());
        return out.endList().endList().toByteArray();
    }
}
