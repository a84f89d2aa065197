package org.jackfield.sync;

import java.util.ArrayList;
import java.util.List;
import org.jackfield.api.DisconnectException;
import org.jackfield.chain.BlockBody;
import org.jackfield.chain.BlockHeader;
import org.jackfield.rlp.RlpException;

/** Finds out which of the headers asked for bodies belong to: by their roots, as they carry no hash. */
final class BodyAnswer {

    /** @param place of its header among those asked for */
    record Found(int place, BlockBody body, int bytes) {}

    private BodyAnswer() {}

    /**
     * @param asked headers in the order of the request; bodies come in that order, and some may be missing
     * @throws DisconnectException if a body is of none of them
     */
    static List<Found> read(List<BlockHeader> asked, List<byte[]> bodies) throws DisconnectException {
        if (bodies.size() > asked.size()) {
            throw DisconnectException.subprotocol(bodies.size() + " bodies came, " + asked.size() + " were asked for");
        }
        List<Found> found = new ArrayList<>(bodies.size());
        int place = 0;
        for (byte[] encoded : bodies) {
            BlockBody body = decode(encoded);
            while (place < asked.size() && !body.fits(asked.get(place))) {
                place++;
            }
            if (place == asked.size()) {
                throw DisconnectException.subprotocol("a body came that belongs to no block asked for");
            }
            found.add(new Found(place++, body, encoded.length));
        }
        return found;
    }

    private static BlockBody decode(byte[] encoded) throws DisconnectException {
        try {
            return BlockBody.decode(encoded);
        } catch (RlpException e) {
            throw DisconnectException.breach("a body is malformed: " + e.getMessage());
        }
    }
}
