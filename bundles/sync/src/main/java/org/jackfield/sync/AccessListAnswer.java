package org.jackfield.sync;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.chain.BlockAccessList;
import org.jackfield.chain.BlockHeader;
import org.jackfield.crypto.Keccak256;
import org.jackfield.rlp.RlpException;

/** Checks access lists against the headers that they were asked for. */
final class AccessListAnswer {

    private AccessListAnswer() {}

    /** @param place of its header among those asked for */
    record Found(int place, BlockAccessList list) {}

    /**
     * @param asked headers in the order of the request, each with the hash of a list
     * @param lists in the same order, empty where the peer has none; the last ones may be missing
     * @throws DisconnectException if one is not the list of its header
     */
    static List<Found> read(List<BlockHeader> asked, List<Optional<byte[]>> lists) throws DisconnectException {
        if (lists.size() > asked.size()) {
            throw DisconnectException.subprotocol(
                    lists.size() + " access lists came, " + asked.size() + " were asked for");
        }
        List<Found> found = new ArrayList<>(lists.size());
        for (int i = 0; i < lists.size(); i++) {
            if (lists.get(i).isPresent()) {
                int place = i;
                read(asked.get(i), lists.get(i).get()).ifPresent(list -> found.add(new Found(place, list)));
            }
        }
        return found;
    }

    private static Optional<BlockAccessList> read(BlockHeader header, byte[] encoded) throws DisconnectException {
        if (!Arrays.equals(Keccak256.hash(encoded), header.blockAccessListHash().orElseThrow())) {
            throw DisconnectException.subprotocol("an access list came that is not that of its block");
        }
        try {
            BlockAccessList list = BlockAccessList.decode(encoded);
            return list.objection(header).isEmpty() ? Optional.of(list) : Optional.empty();
        } catch (RlpException e) {
            // It is what the block's maker committed to: no fault of a peer that hands it on, but nothing to keep.
            return Optional.empty();
        }
    }
}
