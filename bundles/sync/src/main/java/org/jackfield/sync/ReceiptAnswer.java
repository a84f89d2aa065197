package org.jackfield.sync;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.chain.BlockHeader;
import org.jackfield.chain.Receipt;
import org.jackfield.chain.ReceiptList;
import org.jackfield.rlp.RlpException;

/**
 * Finds out which of the headers asked for lists of receipts belong to, by their roots.
 *
 * @param found lists that are complete
 * @param place of the block whose list goes on, among those asked for
 * @param begun what is here of it; empty if no list goes on
 */
record ReceiptAnswer(List<Found> found, int place, Optional<Job.Partial> begun) {

    /** A block's gas buys some 8 MiB of logs at today's limits; no list of receipts is longer than this. */
    static final long MAX_BYTES = 32L << 20;

    /** @param place of its header among those asked for */
    record Found(int place, ReceiptList receipts, int bytes) {}

    /**
     * @param asked headers in the order of the request; lists come in that order, and some may be missing
     * @param before what was here of the first one's before
     * @param incomplete whether the last list goes on (eth/70)
     * @throws DisconnectException if a list is of none of them
     */
    static ReceiptAnswer read(
            List<BlockHeader> asked, Job.Partial before, List<byte[]> lists, boolean slim, boolean incomplete)
            throws DisconnectException {
        if (lists.size() > asked.size()) {
            throw DisconnectException.subprotocol(
                    lists.size() + " lists of receipts came, " + asked.size() + " were asked for");
        }
        List<Found> found = new ArrayList<>(lists.size());
        int place = 0;
        int complete = incomplete ? lists.size() - 1 : lists.size();
        for (int i = 0; i < complete; i++) {
            Job.Partial whole = joined(i == 0 ? before : Job.Partial.NONE, lists.get(i), slim);
            ReceiptList receipts = new ReceiptList(whole.receipts());
            byte[] root = receipts.root();
            while (place < asked.size() && !fits(asked.get(place), root)) {
                place++;
            }
            if (place == asked.size()
                    || !Arrays.equals(receipts.bloom().bits(), asked.get(place).logsBloom())) {
                throw DisconnectException.subprotocol("receipts came that belong to no block asked for");
            }
            found.add(new Found(place++, receipts, (int) whole.bytes()));
        }
        return complete < 0 || complete == lists.size()
                ? new ReceiptAnswer(found, place, Optional.empty())
                : begun(
                        asked,
                        found,
                        place,
                        joined(complete == 0 ? before : Job.Partial.NONE, lists.get(complete), slim),
                        before);
    }

    private static ReceiptAnswer begun(
            List<BlockHeader> asked, List<Found> found, int place, Job.Partial partial, Job.Partial before)
            throws DisconnectException {
        boolean further = !found.isEmpty()
                || partial.receipts().size() > before.receipts().size();
        if (place >= asked.size() || !further) {
            throw DisconnectException.subprotocol("an incomplete list of receipts came that does not go on");
        }
        return new ReceiptAnswer(found, place, Optional.of(partial));
    }

    private static boolean fits(BlockHeader header, byte[] root) {
        return Arrays.equals(header.receiptsRoot(), root);
    }

    private static Job.Partial joined(Job.Partial before, byte[] list, boolean slim) throws DisconnectException {
        if (before.bytes() + list.length > MAX_BYTES) {
            throw DisconnectException.subprotocol("the receipts of a block are longer than " + MAX_BYTES + " bytes");
        }
        try {
            ReceiptList next = slim ? ReceiptList.decodeSlim(list) : ReceiptList.decode(list);
            List<Receipt> all = new ArrayList<>(before.receipts());
            all.addAll(next.receipts());
            return new Job.Partial(List.copyOf(all), before.bytes() + list.length);
        } catch (RlpException e) {
            throw DisconnectException.breach("receipts are malformed: " + e.getMessage());
        }
    }
}
