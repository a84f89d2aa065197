package org.jackfield.eth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * Receipts from eth/70 on (EIP-7975), filled block by block:
 *
 * <pre>
 *   [ request-id: P, lastBlockIncomplete: {0, 1}, [ [receipt₁, receipt₂, ...], ... ] ]
 * </pre>
 *
 * <p>It is full with the block that brings it to the soft limit. A block that would bring it beyond {@link #MAX_BYTES}
 * is cut between two receipts, and asked for again from there. That is below the specification's 10 MB, so that an answer
 * holds no more however large its blocks; a block of up to 2 MiB is never cut.
 */
final class ReceiptsPage {

    /** A receipt that is larger goes alone. */
    static final int MAX_BYTES = 4 << 20;

    private final List<byte[]> blocks = new ArrayList<>();
    private int bytes;
    private boolean full;
    private boolean incomplete;

    /** Whether no more is to be added. */
    boolean full() {
        return full;
    }

    /**
     * Adds the receipts of the next block, or as many of them as there is room for.
     *
     * @param receipts the block's list; shared, not copied, if it is added whole
     * @param first index of the receipt to begin with, unsigned; if there are fewer, an empty list is added
     */
    void add(byte[] receipts, long first) throws RlpException {
        RlpReader items = RlpReader.ofList(receipts);
        for (long i = 0; Long.compareUnsigned(i, first) < 0 && items.hasNext(); i++) {
            items.skip();
        }
        int start = items.position();
        int end = start;
        boolean cut = false;
        while (items.hasNext() && !cut) {
            items.skip();
            cut = !hasRoomFor(items.position() - start, end == start);
            end = cut ? end : items.position();
        }
        if (!cut || end > start) {
            blocks.add(first == 0 && !cut ? receipts : listOf(Arrays.copyOfRange(receipts, start, end)));
            bytes += end - start;
        }
        incomplete = cut && end > start;
        full = cut || bytes >= ChainAnswers.SOFT_LIMIT_BYTES;
    }

    private boolean hasRoomFor(int more, boolean single) {
        boolean alone = single && bytes == 0;
        return bytes + more <= (alone ? ChainAnswers.HARD_LIMIT_BYTES : MAX_BYTES);
    }

    private static byte[] listOf(byte[] items) {
        return new RlpWriter(items.length + 9)
                .beginList()
                .writeRaw(items)
                .endList()
                .toByteArray();
    }

    byte[] encoded(long id) {
        int listHeaders = 5 * blocks.size();
        RlpWriter out = new RlpWriter(bytes + listHeaders + 24).beginList();
        out.write(id).write(incomplete).beginList();
        blocks.forEach(out::writeRaw);
        return out.endList().endList().toByteArray();
    }
}
